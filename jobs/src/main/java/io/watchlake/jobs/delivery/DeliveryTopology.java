package io.watchlake.jobs.delivery;

import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.compute.JudgeDelivery;
import io.watchlake.jobs.stage.compute.LinkServices;
import io.watchlake.jobs.stage.compute.ReferArtifacts;
import io.watchlake.jobs.stage.compute.ReferChanges;
import io.watchlake.jobs.stage.compute.SampleFigures;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.jobs.stage.compute.asked.DeliverySignals;
import io.watchlake.jobs.stage.compute.asked.SendAsked;
import io.watchlake.jobs.stage.compute.derive.DerivedMessages;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.enrich.MapServices;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.type.DeliveryLink;
import io.watchlake.jobs.stage.type.DeliveryTypes;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.signal.Signal;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** From delivery events to figures and to what they are made of; the same live and in batch. */
final class DeliveryTopology {

  /**
   * What comes out.
   *
   * @param events every event, as it is archived
   * @param figures figures, each again when it changes
   * @param messages the same for their topic, of which the last of a key is right
   * @param records changes, deployments, incidents and verdicts, each again when it changes
   */
  record Outputs(
      DataStream<DeliveryEvent> events,
      DataStream<Figure> figures,
      DataStream<Figure> messages,
      DataStream<DeliveryRecord> records) {}

  private DeliveryTopology() {}

  /**
   * Builds the stages between decoding and the sinks.
   *
   * @param decoded events in any order, repeats among them
   * @param clock the time that pending verdicts close by, in milliseconds since the epoch; its
   *     watermarks are what moves time on
   * @param periods which figures are wanted
   * @param breakdown how far they are broken down
   * @param withRecords whether the records are wanted beside the figures
   */
  static Outputs of(
      DataStream<DeliveryEvent> decoded,
      DataStream<Long> clock,
      Terms terms,
      Set<PeriodKind> periods,
      Breakdown breakdown,
      boolean withRecords) {
    DataStream<DeliveryEvent> redacted =
        decoded
            .map(new Redact<>(), DeliveryTypes.EVENT)
            .uid(DeliveryUids.REDACT)
            .name(DeliveryUids.REDACT);
    DataStream<DeliveryEvent> enriched =
        redacted
            .map(new Enrich<>(), DeliveryTypes.EVENT)
            .uid(DeliveryUids.ENRICH)
            .name(DeliveryUids.ENRICH);
    DataStream<DeliveryEvent> mapped =
        enriched
            .flatMap(new MapServices(terms.services()), DeliveryTypes.EVENT)
            .uid(DeliveryUids.MAP_SERVICES)
            .name(DeliveryUids.MAP_SERVICES);

    DataStream<DeliveryEvent> subjects =
        mapped
            .filter(
                event ->
                    event.fact() instanceof Deployed || event.fact() instanceof IncidentReported)
            .uid(DeliveryUids.SUBJECTS)
            .name(DeliveryUids.SUBJECTS);
    DataStream<DeliveryEvent> artifacts =
        mapped
            .flatMap(new ReferArtifacts(), DeliveryTypes.LINK)
            .uid(DeliveryUids.REFER_ARTIFACTS)
            .name(DeliveryUids.REFER_ARTIFACTS)
            .keyBy(DeliveryLink::reference, Types.STRING)
            .process(new LinkServices(), DeliveryTypes.EVENT)
            .uid(DeliveryUids.LINK_ARTIFACTS)
            .name(DeliveryUids.LINK_ARTIFACTS);
    DataStream<DeliveryEvent> changes =
        mapped
            .union(artifacts)
            .flatMap(new ReferChanges(terms.services()), DeliveryTypes.LINK)
            .uid(DeliveryUids.REFER_CHANGES)
            .name(DeliveryUids.REFER_CHANGES)
            .keyBy(DeliveryLink::reference, Types.STRING)
            .process(new LinkServices(), DeliveryTypes.EVENT)
            .uid(DeliveryUids.LINK_CHANGES)
            .name(DeliveryUids.LINK_CHANGES);

    SingleOutputStreamOperator<Figure> figures =
        subjects
            .union(artifacts, changes)
            .keyBy(DeliveryEvent::service, Types.STRING)
            .connect(clock.broadcast(JudgeDelivery.CLOCK))
            .process(
                new JudgeDelivery(terms, periods, breakdown, withRecords), DeliveryTypes.FIGURE)
            .uid(DeliveryUids.JUDGE)
            .name(DeliveryUids.JUDGE);
    return new Outputs(
        enriched,
        figures,
        figures.getSideOutput(JudgeDelivery.MESSAGES),
        figures.getSideOutput(JudgeDelivery.RECORDS));
  }

  /** The deployments and incidents that rules ask for, as signals. */
  static DataStream<Signal> signals(
      DataStream<DeliveryRecord> records, DataStream<RuleMessage> messages, RuleState rules) {
    return records
        .connect(messages.broadcast(RuleState.DESCRIPTOR))
        .process(new SendAsked<>(rules, new DeliverySignals()), TelemetryTypes.SIGNAL)
        .uid(DeliveryUids.SIGNALS)
        .name(DeliveryUids.SIGNALS);
  }

  /** The figures as metrics: messages of the topic of rollups, each minute. */
  static DataStream<RollupMessage> metrics(DataStream<Figure> figures) {
    return figures
        .keyBy(Figure::service, Types.STRING)
        .process(new SampleFigures(), TelemetryTypes.ROLLUP)
        .uid(DeliveryUids.SAMPLE_FIGURES)
        .name(DeliveryUids.SAMPLE_FIGURES)
        .map(new DerivedMessages(), TelemetryTypes.ROLLUP_MESSAGE)
        .uid(DeliveryUids.ROLLUP_MESSAGES)
        .name(DeliveryUids.ROLLUP_MESSAGES);
  }
}
