package io.watchlake.app.stack;

import io.watchlake.model.JobNames;
import io.watchlake.model.alert.RuleKeysMetric;
import java.io.IOException;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** How many keys of each rule keep state, as the running job {@code alerts} tells. */
public final class RuleKeys {

  /** Of the ids in one request: Flink's server takes addresses of 4096 characters. */
  private static final int LONGEST = 3000;

  /**
   * The JobManager asks for metrics only when it is asked for any, and answers with what it has. So
   * it is asked once, and again when the TaskManagers have had the time to tell.
   */
  private static final long TELLING_NANOS = TimeUnit.SECONDS.toNanos(1);

  private RuleKeys() {}

  /**
   * The counts as they were some ten seconds ago at most.
   *
   * @param flink Flink's REST API
   * @return by the names of the rules, without those that Flink has no count of: none at all if the
   *     job does not run or Flink does not answer
   */
  public static Map<String, Long> of(URI flink, Collection<String> rules) {
    FlinkRest rest = new FlinkRest(flink);
    try {
      Optional<String> run = rest.running(JobNames.ALERTS);
      if (run.isEmpty()) {
        return Map.of();
      }
      Optional<String> vertex = rest.vertex(run.get(), RuleKeysMetric.OPERATOR);
      if (vertex.isEmpty()) {
        return Map.of();
      }
      LockSupport.parkNanos(TELLING_NANOS);
      Map<String, Long> sums = new HashMap<>();
      Set<String> known = rest.metrics(run.get(), vertex.get());
      Iterator<String> left =
          rules.stream().map(RuleKeys::id).filter(known::contains).distinct().iterator();
      while (left.hasNext()) {
        StringBuilder ids = new StringBuilder();
        while (left.hasNext() && ids.length() < LONGEST) {
          ids.append(ids.isEmpty() ? "" : ",").append(left.next());
        }
        sums.putAll(rest.sums(run.get(), vertex.get(), ids.toString()));
      }
      Map<String, Long> counts = new TreeMap<>();
      for (String rule : rules) {
        Long sum = sums.get(id(rule));
        if (sum != null) {
          // Keys that a savepoint of an older build had may end without having been counted.
          counts.put(rule, Math.max(0, sum));
        }
      }
      return counts;
    } catch (IOException e) {
      // The rules can be told without.
      return Map.of();
    }
  }

  /** As Flink writes it: with dots between the parts alone. */
  private static String id(String rule) {
    return plain(RuleKeysMetric.OPERATOR)
        + '.'
        + RuleKeysMetric.GROUP
        + '.'
        + plain(rule)
        + '.'
        + RuleKeysMetric.NAME;
  }

  private static String plain(String part) {
    return part.replace('.', '_');
  }
}
