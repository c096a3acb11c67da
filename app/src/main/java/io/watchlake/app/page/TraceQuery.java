package io.watchlake.app.page;

import com.fasterxml.jackson.core.type.TypeReference;
import io.watchlake.app.json.Json;
import io.watchlake.app.sql.Rows;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks the lakehouse for one trace. */
public final class TraceQuery {

  /** More spans than this are cut: a page cannot show them. */
  static final int MAX_SPANS = 2_000;

  private static final Pattern TRACE_ID = Pattern.compile("[0-9a-f]{32}");
  private static final List<String> ATTRIBUTES =
      List.of(
          "attributes_string",
          "attributes_long",
          "attributes_double",
          "attributes_bool",
          "attributes_json");

  private final SqlSource source;

  public TraceQuery(SqlSource source) {
    this.source = source;
  }

  /**
   * The trace, or empty where the timeline has no span of it.
   *
   * @param traceId 32 lower-case hex digits
   * @throws IllegalArgumentException if it is no trace id
   */
  public Optional<TraceDetail> trace(String traceId, Timeline timeline)
      throws SqlFailure, IOException {
    if (!TRACE_ID.matcher(traceId).matches()) {
      throw new IllegalArgumentException(
          "'" + traceId + "' is not a trace id: 32 digits of 0-9 and a-f");
    }
    String sql =
        """
        SELECT span_id AS span, parent_span_id AS parent, service, name,
          kind, status, status_message, epoch_us(ts) AS started, time_unix_nano, duration_nano,
          to_json(attributes_string) AS attributes_string,
          to_json(attributes_long) AS attributes_long,
          to_json(attributes_double) AS attributes_double,
          to_json(attributes_bool) AS attributes_bool,
          attributes_json
        FROM %s WHERE trace_id = %s AND timeline = %s
        ORDER BY time_unix_nano, span LIMIT %d"""
            .formatted(
                Tables.SPANS, Rows.quoted(traceId), Rows.quoted(timeline.name()), MAX_SPANS + 1);
    List<Rows.Row> rows = Rows.of(source, sql);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    boolean cut = rows.size() > MAX_SPANS;
    List<Rows.Row> shown = cut ? rows.subList(0, MAX_SPANS) : rows;
    long start = shown.get(0).integer("time_unix_nano");
    long end = start;
    List<TraceDetail.SpanDetail> spans = new ArrayList<>();
    for (Rows.Row row : shown) {
      end = Math.max(end, row.integer("time_unix_nano") + row.integer("duration_nano"));
      spans.add(span(row, start));
    }
    return Optional.of(
        new TraceDetail(
            traceId,
            timeline.name(),
            shown.get(0).moment("started"),
            millis(end - start),
            cut,
            spans));
  }

  private static TraceDetail.SpanDetail span(Rows.Row row, long traceStart) throws IOException {
    Map<String, Object> attributes = new TreeMap<>();
    for (String column : ATTRIBUTES) {
      attributes.putAll(attributes(row.textOrNull(column)));
    }
    return new TraceDetail.SpanDetail(
        row.text("span"),
        row.textOrNull("parent"),
        row.text("service"),
        row.text("name"),
        row.text("kind"),
        row.text("status"),
        row.textOrNull("status_message"),
        millis(row.integer("time_unix_nano") - traceStart),
        millis(row.integer("duration_nano")),
        attributes);
  }

  private static Map<String, Object> attributes(@Nullable String json) throws IOException {
    return json == null ? Map.of() : Json.mapper().readValue(json, new TypeReference<>() {});
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
