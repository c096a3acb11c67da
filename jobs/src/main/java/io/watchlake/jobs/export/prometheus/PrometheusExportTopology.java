package io.watchlake.jobs.export.prometheus;

import io.watchlake.jobs.stage.compute.FindTargets;
import io.watchlake.jobs.stage.compute.SamplePrometheus;
import io.watchlake.jobs.stage.compute.SampleTargets;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.enrich.Enrich;
import io.watchlake.jobs.stage.redact.Redact;
import io.watchlake.jobs.stage.type.ArrivedRollup;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/** From decoded rollups to samples for Prometheus. */
final class PrometheusExportTopology {

  /**
   * What comes out.
   *
   * @param samples to be sent, those of a series in their order and on one subtask
   * @param conflicts rollups of series that Prometheus cannot tell from others
   */
  record Outputs(DataStream<PrometheusSamples> samples, DataStream<DeadLetter> conflicts) {}

  private PrometheusExportTopology() {}

  /** Builds the stages between decoding and sending. */
  static Outputs of(DataStream<ArrivedRollup> decoded) {
    DataStream<ArrivedRollup> redacted =
        decoded
            .map(new Redact<>(), TelemetryTypes.ARRIVED_ROLLUP)
            .uid(PrometheusExportUids.REDACT)
            .name(PrometheusExportUids.REDACT);
    DataStream<ArrivedRollup> enriched =
        redacted
            .map(new Enrich<>(), TelemetryTypes.ARRIVED_ROLLUP)
            .uid(PrometheusExportUids.ENRICH)
            .name(PrometheusExportUids.ENRICH);
    SingleOutputStreamOperator<PrometheusSamples> samples =
        enriched
            .keyBy(ArrivedRollup::identity, Types.LONG)
            .process(new SamplePrometheus(), TelemetryTypes.PROMETHEUS_SAMPLES)
            .uid(PrometheusExportUids.SAMPLE)
            .name(PrometheusExportUids.SAMPLE);
    DataStream<PrometheusSamples> targets =
        enriched
            .process(new FindTargets(), TelemetryTypes.ARRIVED_TARGET)
            .uid(PrometheusExportUids.TARGETS)
            .name(PrometheusExportUids.TARGETS)
            .keyBy(SampleTargets::key, Types.STRING)
            .process(new SampleTargets(), TelemetryTypes.PROMETHEUS_SAMPLES)
            .uid(PrometheusExportUids.SAMPLE_TARGETS)
            .name(PrometheusExportUids.SAMPLE_TARGETS);
    return new Outputs(samples.union(targets), samples.getSideOutput(DeadLetterOutput.TAG));
  }
}
