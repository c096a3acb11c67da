package io.watchlake.lakehouse.sql;

import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many records of a range of Kafka offsets are in committed snapshots, as rows or as dead
 * letters. Tables are committed one by one, so a count may be taken between two of them: ask again
 * until it is as expected.
 */
public final class CommittedRecords {

  private static final String PLAIN_ROWS =
      """
      SELECT _origin."partition" AS p, count(*) AS n, %s AS dead FROM %s
      WHERE timeline = '%s' AND _origin.topic = '%s' AND (%s) GROUP BY p\
      """;

  private static final String CHUNK_ROWS =
      """
      SELECT _origin."partition" AS p, sum(point_count) AS n, 0 AS dead FROM telemetry.metric_chunks
      WHERE timeline = '%s' AND _origin.topic = '%s' AND (%s) GROUP BY p\
      """;

  private final SqlEngine engine;

  public CommittedRecords(SqlEngine engine) {
    this.engine = engine;
  }

  /**
   * Offsets of a partition, both ends included.
   *
   * @param first the smallest
   * @param last the largest
   */
  public record OffsetRange(long first, long last) {}

  /**
   * Records committed.
   *
   * @param rows in the tables of telemetry
   * @param deadLetters in the table of dead letters; a message of several records that cannot be
   *     decoded is one
   */
  public record Count(long rows, long deadLetters) {

    public long total() {
      return rows + deadLetters;
    }

    private Count plus(Count other) {
      return new Count(rows + other.rows, deadLetters + other.deadLetters);
    }
  }

  /**
   * Counts the records of some partitions' offset ranges. A metric chunk counts with all its points
   * where the first of its offsets lies in the range: ranges must not begin or end amid the
   * messages of another sender, if counts are to be exact.
   *
   * @param topic the Kafka topic, timeline included, of one of {@link Topics#TELEMETRY}
   * @param ranges by partition
   * @return by partition, for each of {@code ranges}
   * @throws IllegalArgumentException if the topic carries no telemetry
   */
  public Map<Integer, Count> count(String topic, Map<Integer, OffsetRange> ranges) {
    Timeline timeline = Timeline.ofTopic(topic);
    List<String> parts = new ArrayList<>();
    for (String table : tables(topic)) {
      parts.add(PLAIN_ROWS.formatted("0", table, timeline, topic, condition(ranges, "\"offset\"")));
    }
    if (isOf(topic, Topics.OTLP_METRICS)) {
      parts.add(CHUNK_ROWS.formatted(timeline, topic, condition(ranges, "offset_first")));
    }
    parts.add(
        PLAIN_ROWS.formatted(
            "1", Tables.DEAD_LETTERS, timeline, topic, condition(ranges, "\"offset\"")));
    SqlResult result =
        engine.query(
            "SELECT p, sum(n)::BIGINT, dead FROM ("
                + String.join(" UNION ALL ", parts)
                + ") GROUP BY p, dead");
    Map<Integer, Count> counts = new HashMap<>();
    ranges.keySet().forEach(partition -> counts.put(partition, new Count(0, 0)));
    for (List<?> row : result.rows()) {
      long records = ((Number) row.get(1)).longValue();
      boolean dead = ((Number) row.get(2)).intValue() == 1;
      counts.merge(
          (Integer) row.get(0), dead ? new Count(0, records) : new Count(records, 0), Count::plus);
    }
    return Map.copyOf(counts);
  }

  private static List<String> tables(String topic) {
    if (isOf(topic, Topics.OTLP_SPANS)) {
      return List.of(Tables.SPANS);
    }
    if (isOf(topic, Topics.OTLP_LOGS)) {
      return List.of(Tables.LOGS);
    }
    if (isOf(topic, Topics.OTLP_METRICS)) {
      return List.of(Tables.METRIC_DISTRIBUTIONS);
    }
    throw new IllegalArgumentException(
        "topic '"
            + topic
            + "' carries no telemetry; "
            + String.join(", ", Topics.TELEMETRY)
            + " do");
  }

  private static boolean isOf(String topic, String base) {
    return Timeline.ofTopic(topic).topic(base).equals(topic);
  }

  private static String condition(Map<Integer, OffsetRange> ranges, String offset) {
    List<String> conditions = new ArrayList<>();
    ranges.forEach(
        (partition, range) ->
            conditions.add(
                "_origin.\"partition\" = "
                    + partition
                    + " AND _origin."
                    + offset
                    + " BETWEEN "
                    + range.first()
                    + " AND "
                    + range.last()));
    return conditions.isEmpty() ? "false" : String.join(" OR ", conditions);
  }
}
