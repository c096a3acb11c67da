package io.watchlake.jobs.stage.compute.derive;

import io.watchlake.jobs.stage.compute.derive.calc.Contribution;
import io.watchlake.jobs.stage.compute.derive.calc.Routing;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import io.watchlake.model.telemetry.Rollup;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** Routing and computing as the job puts them together, step by step. */
final class DeriveHarness implements AutoCloseable {

  static final Duration KEEP = Duration.ofMinutes(5);

  private final Routing routing;
  private final KeyedOneInputStreamOperatorTestHarness<String, Contribution, Rollup> harness;

  DeriveHarness(List<Derivation> derivations, CustomMetrics custom) throws Exception {
    routing = new Routing(derivations, custom);
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new ComputeDerived(new DerivedMetrics(derivations, custom), KEEP)),
            Contribution::group,
            Types.STRING);
    harness.setup(TelemetryTypes.ROLLUP.createSerializer(new SerializerConfigImpl()));
  }

  DeriveHarness open() throws Exception {
    harness.open();
    return this;
  }

  KeyedOneInputStreamOperatorTestHarness<String, Contribution, Rollup> harness() {
    return harness;
  }

  void feed(Rollup rollup) {
    routing.route(
        rollup,
        contribution -> {
          try {
            harness.processElement(
                new StreamRecord<>(contribution, rollup.windowUnixNano() / 1_000_000));
          } catch (Exception e) {
            throw new AssertionError(e);
          }
        });
  }

  void watermark(Duration at) throws Exception {
    harness.processWatermark(at.toMillis());
  }

  List<Rollup> told() {
    return harness.extractOutputValues();
  }

  /** The last word of each group and window, by labels; groups without a value are left out. */
  static Map<Map<String, String>, Double> values(List<Rollup> told) {
    Map<String, Rollup> last = new LinkedHashMap<>();
    for (Rollup rollup : told) {
      last.merge(
          rollup.series().id() + "/" + rollup.windowUnixNano(),
          rollup,
          (one, other) -> one.revision() > other.revision() ? one : other);
    }
    Map<Map<String, String>, Double> values = new LinkedHashMap<>();
    for (Rollup rollup : last.values()) {
      if (rollup.count() > 0) {
        values.put(labels(rollup), rollup.last());
      }
    }
    return values;
  }

  static Map<String, String> labels(Rollup rollup) {
    Map<String, String> labels = new TreeMap<>(rollup.series().attributes().strings());
    rollup
        .series()
        .resource()
        .attributes()
        .strings()
        .forEach(
            (name, value) ->
                labels.put(name.equals(SeriesLabels.SERVICE_NAME) ? "service" : "instance", value));
    return labels;
  }

  @Override
  public void close() throws Exception {
    harness.close();
  }
}
