package io.watchlake.jobs.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.run.Collecting;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.jobs.stage.compute.derive.DerivedMessages;
import io.watchlake.jobs.stage.compute.derive.DerivedMetrics;
import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.MetricCatalogue;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Temporality;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Derived metrics and signals as the job wires them, on a small cluster. */
class DerivedTopologyTest {

  private static final int MINUTES = 10;
  private static final int HOSTS = 7;
  private static final DerivedMetrics METRICS =
      new DerivedMetrics(MetricCatalogue.derivations(), CustomMetrics.NONE);

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  @Test
  void batchEqualsStreamInOrderAndShuffled() throws Exception {
    Map<String, Double> expected = new TreeMap<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int host = 0; host < HOSTS; host++) {
        expected.put("h" + host + "/" + minute, 100 * (1 - idle(host, minute) / 60.0));
      }
    }
    assertThat(last(run(JobEnvironment.streaming(2), rollups(0)))).isEqualTo(expected);
    assertThat(last(run(JobEnvironment.streaming(1), rollups(30)))).isEqualTo(expected);
    assertThat(last(run(JobEnvironment.batch(2), rollups(Integer.MAX_VALUE)))).isEqualTo(expected);
  }

  @Test
  void whatIsAskedForOfDerivedMetricsLeavesAsSignals() throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.batch(1);
    Subscription asked =
        new SeriesSubscription(
            "r", FormulaParser.selector("cpu_usage{instance=\"h3\"}"), Resolution.MINUTE, "test");
    DataStream<RollupMessage> source = source(env, rollups(0));
    DataStream<SubscriptionMessage> subscriptions =
        env.fromCollection(
                List.of(
                    new SubscriptionMessage(
                        SubscriptionCodec.key("r"), SubscriptionCodec.encode(asked))),
                TelemetryTypes.SUBSCRIPTION_MESSAGE)
            .uid(MetricsUids.SUBSCRIPTIONS);
    Collecting<Signal> signals = new Collecting<>("derived-signals");
    DataStream<Rollup> derived = derived(source);
    DerivedTopology.signals(source.union(DerivedTopology.messages(derived)), subscriptions, METRICS)
        .sinkTo(signals)
        .uid("test.signals");
    env.execute();

    assertThat(signals.collected())
        .hasSize(MINUTES)
        .allSatisfy(
            signal -> {
              assertThat(signal.name()).isEqualTo("cpu_usage");
              assertThat(signal.labels()).containsEntry("service.instance.id", "h3");
            });
  }

  private static List<Rollup> run(StreamExecutionEnvironment env, List<Rollup> rollups)
      throws Exception {
    Collecting<Rollup> derived = new Collecting<>("derived-" + System.nanoTime());
    derived(source(env, rollups)).sinkTo(derived).uid("test.derived");
    env.execute();
    return derived.collected();
  }

  private static DataStream<Rollup> derived(DataStream<RollupMessage> rollups) {
    return DerivedTopology.derived(
        DerivedTopology.routes(rollups, METRICS, MetricsUids.DERIVED_ROUTES),
        METRICS,
        Duration.ofMinutes(5));
  }

  private static DataStream<RollupMessage> source(
      StreamExecutionEnvironment env, List<Rollup> rollups) {
    return env.fromCollection(rollups, TelemetryTypes.ROLLUP)
        .uid("test.rollups")
        .assignTimestampsAndWatermarks(
            WatermarkStrategy.<Rollup>forBoundedOutOfOrderness(Duration.ofMinutes(2))
                .withTimestampAssigner((rollup, unused) -> rollup.windowUnixNano() / 1_000_000))
        .uid("test.event-time")
        .map(new DerivedMessages(), TelemetryTypes.ROLLUP_MESSAGE)
        .uid("test.messages");
  }

  /** The last word of each host and minute. */
  private static Map<String, Double> last(List<Rollup> told) {
    Map<String, Rollup> last = new TreeMap<>();
    for (Rollup rollup : told) {
      // Of the same counters the catalogue tells how many cores there are.
      if (!rollup.series().metric().equals("cpu_utilization_percentage")) {
        continue;
      }
      last.merge(
          rollup.series().resource().attributes().strings().get("service.instance.id")
              + "/"
              + rollup.windowUnixNano() / Resolution.MINUTE.nanos(),
          rollup,
          (one, other) -> one.revision() > other.revision() ? one : other);
    }
    Map<String, Double> values = new TreeMap<>();
    last.forEach((key, rollup) -> values.put(key, rollup.last()));
    return values;
  }

  private static int idle(int host, int minute) {
    return (host * 7 + minute * 3) % 61;
  }

  /** Each counter is told wrongly first and corrected afterwards, in order but for some steps. */
  private static List<Rollup> rollups(int steps) {
    List<Rollup> rollups = new ArrayList<>();
    for (int minute = 0; minute < MINUTES; minute++) {
      for (int host = 0; host < HOSTS; host++) {
        for (int revision = 0; revision < 2; revision++) {
          int idle = revision == 0 ? 1 : idle(host, minute);
          rollups.add(counter(host, "idle", minute, revision, idle));
          rollups.add(counter(host, "user", minute, revision, 60 - idle));
        }
      }
    }
    if (steps == Integer.MAX_VALUE) {
      Collections.shuffle(rollups, new Random(1));
    } else if (steps > 0) {
      for (int from = 0; from < rollups.size(); from += steps) {
        Collections.shuffle(
            rollups.subList(from, Math.min(rollups.size(), from + steps)), new Random(from));
      }
    }
    return rollups;
  }

  private static Rollup counter(int host, String mode, int minute, int revision, double increase) {
    return new Rollup(
        "live",
        new Series(
            host * 2L + (mode.equals("idle") ? 0 : 1),
            0,
            "node_cpu_seconds_total",
            "",
            "",
            MetricKind.SUM,
            Temporality.CUMULATIVE,
            true,
            new Resource(
                "node", strings(Map.of("service.name", "node", "service.instance.id", "h" + host))),
            Scope.EMPTY,
            strings(Map.of("mode", mode))),
        Resolution.MINUTE,
        minute * Resolution.MINUTE.nanos(),
        revision,
        1,
        1,
        1,
        1,
        1,
        minute * Resolution.MINUTE.nanos(),
        false,
        new Rollup.Increase(increase, 0),
        null,
        null,
        null);
  }

  private static Attributes strings(Map<String, String> strings) {
    return new Attributes(strings, Map.of(), Map.of(), Map.of(), null);
  }
}
