package io.watchlake.lakehouse.flink;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.lakehouse.Samples;
import io.watchlake.lakehouse.TestTables;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.apache.flink.table.data.RowData;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.data.Record;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Model to rows to a real table, by the real sink, and back. */
class RoundTripTest {

  private static final long AT = Samples.NOON + 123_456_789L;

  @TempDir Path home;
  private CatalogOptions options;

  @BeforeEach
  void createTables() {
    options = CatalogOptions.local(home);
    try (Lakehouse lakehouse = Lakehouse.open(options)) {
      lakehouse.ensureTables();
      lakehouse.ensureTables();
    }
  }

  @Test
  void spansKeepEveryField() throws Exception {
    List<Record> read =
        roundTrip(
            Tables.SPANS,
            SpanRows.row(Samples.span("case-1", "cart", 40, AT)),
            SpanRows.row(Samples.bareSpan()));

    Record full = only(read, "timeline", "case-1");
    assertThat(full.getField("ts")).isEqualTo(OffsetDateTime.parse("2023-01-29T10:00:00.123456Z"));
    assertThat(full.getField("time_unix_nano")).isEqualTo(AT);
    assertThat(full.getField("end_unix_nano")).isEqualTo(AT + 1_500_123);
    assertThat(full.getField("duration_nano")).isEqualTo(1_500_123L);
    assertThat((byte[]) full.getField("trace_id")).isEqualTo(Samples.traceId(40));
    assertThat((byte[]) full.getField("span_id")).isEqualTo(Samples.spanId(41));
    assertThat((byte[]) full.getField("parent_span_id")).isEqualTo(Samples.spanId(42));
    assertThat(full.getField("trace_state")).isEqualTo("vendor=1");
    assertThat(full.getField("flags")).isEqualTo(0xffff_ffffL);
    assertThat(full.getField("name")).isEqualTo("GET /cart");
    assertThat(full.getField("kind")).isEqualTo("server");
    assertThat(full.getField("status")).isEqualTo("error");
    assertThat(full.getField("status_message")).isEqualTo("went wrong");
    assertThat(full.getField("attributes_string")).isEqualTo(Samples.ATTRIBUTES.strings());
    assertThat(full.getField("attributes_long")).isEqualTo(Samples.ATTRIBUTES.longs());
    assertThat(full.getField("attributes_double")).isEqualTo(Samples.ATTRIBUTES.doubles());
    assertThat(full.getField("attributes_bool")).isEqualTo(Samples.ATTRIBUTES.booleans());
    assertThat(full.getField("attributes_json")).isEqualTo("{\"list\":[1,\"two\"]}");
    assertThat(full.getField("dropped_attributes")).isEqualTo(5L);
    assertThat(full.getField("events_json")).isEqualTo("[{\"name\":\"retry\"}]");
    assertThat(full.getField("dropped_events")).isEqualTo(2L);
    assertThat(full.getField("links_json")).isEqualTo("[{\"trace_id\":\"00\"}]");
    assertThat(full.getField("dropped_links")).isEqualTo(1L);
    assertThat(full.getField("service")).isEqualTo("cart");
    assertThat(full.getField("resource_attributes_string"))
        .isEqualTo(Map.of("service.name", "cart"));
    assertThat(full.getField("resource_attributes_long")).isEqualTo(Map.of("pid", 7L));
    assertThat(full.getField("resource_attributes_double")).isNull();
    assertThat(full.getField("scope_name")).isEqualTo("io.otel.http");
    assertThat(full.getField("scope_version")).isEqualTo("1.2");
    assertThat(full.getField("scope_attributes_json")).isEqualTo("{\"a\":1}");
    assertThat(struct(full, "_origin")).containsExactly("otlp_spans.case-1", 3, 40L, 1);

    Record bare = only(read, "timeline", "live");
    assertThat(bare.getField("ts")).isEqualTo(OffsetDateTime.parse("1969-12-31T23:59:59.999999Z"));
    assertThat(bare.getField("time_unix_nano")).isEqualTo(-1L);
    for (String column :
        List.of(
            "end_unix_nano",
            "duration_nano",
            "parent_span_id",
            "trace_state",
            "status_message",
            "attributes_string",
            "attributes_json",
            "events_json",
            "links_json",
            "scope_name")) {
      assertThat(bare.getField(column)).as(column).isNull();
    }
  }

  @Test
  void logsKeepEveryField() throws Exception {
    List<Record> read =
        roundTrip(
            Tables.LOGS,
            LogRows.row(Samples.log("case-1", "cart", 9, AT)),
            LogRows.row(Samples.bareLog()));

    Record full = only(read, "timeline", "case-1");
    assertThat(full.getField("time_unix_nano")).isEqualTo(AT);
    assertThat(full.getField("record_unix_nano")).isEqualTo(AT);
    assertThat(full.getField("observed_unix_nano")).isEqualTo(AT + 5);
    assertThat(full.getField("severity_number")).isEqualTo(17);
    assertThat(full.getField("severity_text")).isEqualTo("ERROR");
    assertThat(full.getField("body")).isEqualTo("order 7 failed");
    assertThat(full.getField("body_is_json")).isEqualTo(false);
    assertThat(full.getField("event_name")).isEqualTo("order.failed");
    assertThat((byte[]) full.getField("trace_id")).isEqualTo(Samples.traceId(9));
    assertThat(full.getField("attributes_long")).isEqualTo(Samples.ATTRIBUTES.longs());
    assertThat(struct(full, "_origin")).containsExactly("otlp_logs.case-1", 2, 9L, 0);

    Record bare = only(read, "timeline", "live");
    assertThat(bare.getField("record_unix_nano")).isNull();
    assertThat(bare.getField("body")).isNull();
    assertThat(bare.getField("trace_id")).isNull();
  }

  @Test
  void chunksKeepIntegersExactlyAndDoublesToTheBit() throws Exception {
    Series gauge = Samples.series(1, "pool.used", "cart", MetricKind.GAUGE);
    Series sum = Samples.series(2, "requests", "cart", MetricKind.SUM);
    Series temperature = Samples.series(3, "temperature", "cart", MetricKind.GAUGE);
    MetricChunk integers =
        new MetricChunk(
            "otlp_metrics",
            4,
            100,
            120,
            "live",
            sum,
            Samples.NOON,
            new long[] {Samples.NOON + 1, Samples.NOON + 2},
            true,
            new long[] {Long.MAX_VALUE, -3},
            new long[] {Samples.NOON - 5, 0},
            new int[] {0, 1},
            new String[] {null, "[{}]"});
    List<Record> read =
        roundTrip(
            Tables.METRIC_CHUNKS,
            ChunkRows.row(Samples.doubles("live", gauge, Samples.NOON, 7, 0.1, Double.NaN, -0.0)),
            ChunkRows.row(integers),
            ChunkRows.row(Samples.doubles("live", temperature, Samples.NOON, 7, 0.25, -17, 1e5)));

    Record decimals = only(read, "series", 3L);
    assertThat(decimals.getField("decimals")).isEqualTo(2);
    assertThat(decimals.getField("scaled_values")).isEqualTo(List.of(25L, -1700L, 10_000_000L));
    assertThat(decimals.getField("values")).isEqualTo(List.of());
    assertThat(decimals.getField("long_values")).isNull();

    Record doubles = only(read, "series", 1L);
    assertThat(doubles.getField("ts")).isEqualTo(OffsetDateTime.parse("2023-01-29T10:00:00Z"));
    assertThat(doubles.getField("values")).isEqualTo(List.of(0.1, Double.NaN, -0.0));
    assertThat(doubles.getField("long_values")).isNull();
    assertThat(doubles.getField("decimals")).isNull();
    assertThat(doubles.getField("scaled_values")).isNull();
    assertThat(doubles.getField("start_times")).isNull();
    assertThat(doubles.getField("point_count")).isEqualTo(3);
    assertThat(struct(doubles, "_origin")).containsExactly("otlp_metrics", 1, 7L, 9L);

    Record longs = only(read, "series", 2L);
    assertThat(longs.getField("times")).isEqualTo(List.of(Samples.NOON + 1, Samples.NOON + 2));
    assertThat(longs.getField("long_values")).isEqualTo(List.of(Long.MAX_VALUE, -3L));
    assertThat(longs.getField("values")).isEqualTo(List.of());
    assertThat(longs.getField("start_times")).isEqualTo(List.of(Samples.NOON - 5, 0L));
    assertThat(longs.getField("flags")).isEqualTo(List.of(0, 1));
    assertThat((List<?>) longs.getField("exemplars"))
        .isEqualTo(java.util.Arrays.asList(null, "[{}]"));
    assertThat(longs.getField("unit")).isEqualTo("ms");
    assertThat(longs.getField("monotonic")).isEqualTo(true);
    assertThat(struct(longs, "_origin")).containsExactly("otlp_metrics", 4, 100L, 120L);
  }

  @Test
  void distributionsKeepTheirBuckets() throws Exception {
    Series histogram = Samples.series(3, "latency", "cart", MetricKind.HISTOGRAM);
    Series exponential = Samples.series(4, "size", "cart", MetricKind.EXPONENTIAL_HISTOGRAM);
    List<Record> read =
        roundTrip(
            Tables.METRIC_DISTRIBUTIONS,
            DistributionRows.row(Samples.histogram("live", histogram, 5, AT)),
            DistributionRows.row(Samples.exponential("live", exponential, 6, AT)));

    Record first = only(read, "series", 3L);
    assertThat(first.getField("bounds")).isEqualTo(List.of(1.0, 5.0));
    assertThat(first.getField("bucket_counts")).isEqualTo(List.of(1L, 2L, 3L));
    assertThat(first.getField("sum")).isEqualTo(12.5);
    assertThat(first.getField("start_unix_nano")).isEqualTo(AT - 60);
    assertThat(first.getField("exp_scale")).isNull();

    Record second = only(read, "series", 4L);
    assertThat(second.getField("count")).isEqualTo(-1L);
    assertThat(second.getField("sum")).isNull();
    assertThat(second.getField("bounds")).isNull();
    assertThat(second.getField("exp_scale")).isEqualTo(3);
    assertThat(second.getField("exp_zero_threshold")).isEqualTo(0.001);
    assertThat(second.getField("exp_positive_offset")).isEqualTo(-4);
    assertThat(second.getField("exp_positive_counts")).isEqualTo(List.of(1L, 0L, 7L));
    assertThat(second.getField("exp_negative_counts")).isNull();
    assertThat(second.getField("quantiles")).isEqualTo(List.of(0.5, 0.99));
    assertThat(second.getField("quantile_values")).isEqualTo(List.of(3.0, 4.0));
  }

  @Test
  void seriesAndDeadLettersKeepWhatIdentifiesThem() throws Exception {
    Series series = Samples.series(-5, "latency", "cart", MetricKind.SUM);
    Record seriesRow = roundTrip(Tables.SERIES, SeriesRows.row(series, "case-1", AT)).get(0);
    assertThat(seriesRow.getField("series")).isEqualTo(-5L);
    assertThat(seriesRow.getField("check_hash")).isEqualTo(4L);
    assertThat(seriesRow.getField("description")).isEqualTo("what it is");
    assertThat(seriesRow.getField("attributes_string")).isEqualTo(Map.of("pool", "main"));
    assertThat(seriesRow.getField("timeline")).isEqualTo("case-1");

    Record letter =
        roundTrip(
                Tables.DEAD_LETTERS,
                DeadLetterRows.row(Samples.deadLetter("case-1", 8, AT / 1_000_000)))
            .get(0);
    assertThat(letter.getField("ts")).isEqualTo(OffsetDateTime.parse("2023-01-29T10:00:00.123Z"));
    assertThat(letter.getField("topic")).isEqualTo("otlp_spans");
    assertThat(letter.getField("reason")).isEqualTo("undecodable");
    assertThat(letter.getField("length")).isEqualTo(3);
    assertThat(struct(letter, "_origin")).containsExactly("otlp_spans.case-1", 3, 8L, -1);
  }

  @Test
  void anomaliesTellWhatWhenAndWhy() throws Exception {
    Series series = Samples.series(-5, "latency", "cart", MetricKind.GAUGE);
    Record row =
        roundTrip(Tables.ANOMALIES_LOG, AnomalyRows.row(Samples.anomaly(series, Samples.NOON, 0)))
            .get(0);
    assertThat(row.getField("ts")).isEqualTo(OffsetDateTime.parse("2023-01-29T10:01:00Z"));
    assertThat(row.getField("time_unix_nano")).isEqualTo(Samples.NOON + 60_000_000_000L);
    assertThat(row.getField("id")).isEqualTo("live/fffffffffffffffb/1m/" + Samples.NOON + "/mean");
    assertThat(row.getField("series")).isEqualTo(-5L);
    assertThat(row.getField("labels")).isEqualTo("{\"pool\":\"main\"}");
    assertThat(row.getField("value")).isEqualTo(9.5);
    assertThat(row.getField("expectation")).isEqualTo("range");
    assertThat(row.getField("measure")).isEqualTo(2.0);
    assertThat(row.getField("usual")).as("what is not a number is null").isNull();
    assertThat(row.getField("words")).isEqualTo("9.5 is unusual");
    assertThat(row.getField("model")).isEqualTo("series-1-full");
    assertThat(row.getField("revision")).isEqualTo(0L);
  }

  /** State is found by uid: none may be left to Flink to make up. */
  @Test
  void everyOperatorOfTheSinkHasAUid() {
    StreamExecutionEnvironment env = environment();
    sink(env, Tables.SPANS, SpanRows.row(Samples.bareSpan()));
    assertThat(env.getStreamGraph().getStreamNodes())
        .extracting(StreamNode::getTransformationUID)
        .doesNotContainNull()
        .allMatch(uid -> uid.startsWith("source") || uid.contains("traces.sink.v1"))
        .doesNotHaveDuplicates();
  }

  private List<Record> roundTrip(String tableName, RowData... rows) throws Exception {
    StreamExecutionEnvironment env = environment();
    sink(env, tableName, rows);
    env.execute();
    List<Record> read = TestTables.read(options, tableName);
    assertThat(read).hasSize(rows.length);
    try (Stream<Path> files = Files.walk(home)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".crc"));
    }
    return read;
  }

  private void sink(StreamExecutionEnvironment env, String tableName, RowData... rows) {
    LakehouseSinks.append(
        env.fromData(List.of(rows), RowTypes.typeInformation(tableName)).uid("source"),
        options,
        tableName,
        "traces.sink.v1",
        1);
  }

  /** As on the cluster: no Kryo, no uid left to chance. */
  private static StreamExecutionEnvironment environment() {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, configuration);
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    return env;
  }

  private static Record only(List<Record> records, String column, Object value) {
    return records.stream()
        .filter(record -> value.equals(record.getField(column)))
        .reduce(
            (one, other) -> {
              throw new AssertionError("two records with " + column + " = " + value);
            })
        .orElseThrow();
  }

  private static Object[] struct(Record record, String column) {
    StructLike struct = (StructLike) record.getField(column);
    Object[] values = new Object[struct.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = struct.get(i, Object.class);
    }
    return values;
  }
}
