package io.watchlake.jobs.stage.compute.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.core.fs.CloseableRegistry;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.state.DefaultOperatorStateBackendBuilder;
import org.junit.jupiter.api.Test;

/** Counts of keys as gauges. */
class KeysKeptTest {

  /** Keeps what is registered, by the path below the group that it began with. */
  private static final class Gauges extends UnregisteredMetricsGroup {

    private final String path;
    private final Map<String, Gauge<?>> all;

    Gauges(String path, Map<String, Gauge<?>> all) {
      this.path = path;
      this.all = all;
    }

    @Override
    public MetricGroup addGroup(String key, String value) {
      return new Gauges(path + key + '.' + value + '.', all);
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      assertThat(all.put(path + name, gauge)).as("registered once").isNull();
      return gauge;
    }
  }

  @Test
  void eachRuleHasOneGaugeWhichStays() throws Exception {
    Map<String, Gauge<?>> gauges = new TreeMap<>();
    try (var backend =
        new DefaultOperatorStateBackendBuilder(
                getClass().getClassLoader(),
                new ExecutionConfig(),
                false,
                List.of(),
                new CloseableRegistry())
            .build()) {
      KeysKept keys = new KeysKept(backend, new Gauges("", gauges));
      keys.show(Set.of("a", "b"));
      keys.begins("a");
      keys.begins("a");
      keys.ends("a");
      keys.show(Set.of("b", "c"));
      assertThat(gauges.keySet()).containsExactly("rule.a.keys", "rule.b.keys", "rule.c.keys");
      assertThat(gauges.get("rule.a.keys").getValue()).isEqualTo(1L);
      assertThat(gauges.get("rule.c.keys").getValue()).isEqualTo(0L);
      keys.recount(Map.of("b", 5L));
      assertThat(gauges.get("rule.a.keys").getValue()).isEqualTo(0L);
      assertThat(gauges.get("rule.b.keys").getValue()).isEqualTo(5L);
    }
  }
}
