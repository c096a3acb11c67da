package io.watchlake.jobs.stage.type;

import io.watchlake.connectors.otlp.codec.PointBatch;
import io.watchlake.connectors.otlp.codec.SeriesTable;
import io.watchlake.connectors.prometheus.codec.ClassicBuckets;
import io.watchlake.connectors.rollup.codec.SeriesBytes;
import io.watchlake.connectors.rollup.codec.SeriesPool;
import io.watchlake.jobs.stage.cardinality.MetricSketch;
import io.watchlake.jobs.stage.cardinality.SeriesSketch;
import io.watchlake.jobs.stage.compute.derive.calc.Contribution;
import io.watchlake.jobs.stage.compute.derive.calc.Member;
import io.watchlake.jobs.stage.compute.derive.calc.Observations;
import io.watchlake.jobs.stage.compute.signal.SubscriptionMessage;
import io.watchlake.jobs.stage.count.LogCounts;
import io.watchlake.jobs.stage.count.LogMinute;
import io.watchlake.jobs.stage.count.LogTally;
import io.watchlake.jobs.stage.rollup.Counters;
import io.watchlake.jobs.stage.rollup.PartialBatch;
import io.watchlake.jobs.stage.rollup.RollupBucket;
import io.watchlake.jobs.stage.rollup.RollupMessage;
import io.watchlake.jobs.stage.rollup.RollupOutput;
import io.watchlake.jobs.stage.rollup.distribution.DistributionSeries;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.audit.AuditEvent;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.sketch.DistinctSketch;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Distribution;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LateRollup;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.MetricChunk;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Resolution;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Rollup;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import io.watchlake.model.telemetry.Span;
import io.watchlake.model.telemetry.SpanKind;
import io.watchlake.model.telemetry.StatusCode;
import io.watchlake.model.telemetry.Temporality;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Values of every type, drawn from a seed: the same seed gives the same values for ever. */
final class Samples {

  private static final String ALPHABET = "aZ09 ._-/\u00e9\u00df\u4e2d\"\\\n\u0000";

  private static final RollupOutput NOBODY =
      new RollupOutput() {
        @Override
        public void told(SeriesBytes series, Rollup rollup) {}

        @Override
        public void late(LateRollup late) {}

        @Override
        public void wake(long unixNano) {}
      };

  private final long seed;
  private final Random random;

  Samples(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  /** One value of each format, by the format's name. */
  Map<String, Object> oneOfEach() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("raw_message", rawMessage());
    values.put("dead_letter", deadLetter());
    values.put("span", span());
    values.put("log_record", logRecord());
    values.put("series", series());
    values.put("series_sighting", new SeriesSighting(text(), random.nextLong(), series()));
    values.put("number_point", numberPoint());
    values.put("distribution_point", distributionPoint());
    values.put("metric_chunk", metricChunk());
    values.put("point_batch", pointBatch());
    values.put("partial_batch", partialBatch());
    values.put("rollup_bucket", rollupBucket());
    values.put("rollup", rollup());
    values.put("rollup_message", new RollupMessage(random.nextInt(), bytes(40)));
    values.put(
        "late_rollup",
        new LateRollup(
            text(),
            random.nextInt(),
            random.nextLong(),
            random.nextLong(),
            random.nextInt(),
            rollup()));
    values.put(
        "arrived_rollup",
        new ArrivedRollup(origin(), random.nextLong(), random.nextLong(), rollup()));
    values.put(
        "prometheus_samples",
        new PrometheusSamples(origin(), text(), random.nextLong(), random.nextInt(), bytes(60)));
    values.put(
        "sent_series",
        new SentSeries(
            random.nextLong(),
            random.nextLong(),
            random.nextInt(),
            random.nextLong(),
            counted(),
            counted()));
    // From sources of their own: what is added above must not change what is drawn here.
    values.putAll(new DeliverySamples(seed).oneOfEach());
    values.putAll(new Samples(~seed).derived());
    values.putAll(new Samples(seed + 3).sketches());
    values.putAll(new Samples(seed + 4).targets());
    values.putAll(new Samples(seed + 6).logCounts());
    values.put("sighted_series", new Samples(seed + 7).sightedSeries());
    values.put("distribution_series", new Samples(seed + 1).distributionSeries());
    values.put("audit_event", new Samples(seed + 5).auditEvent());
    values.putAll(new AlertSamples(new Random(seed + 2)).oneOfEach());
    values.putAll(new NotifySamples(new Random(seed + 3)).oneOfEach());
    values.putAll(new AnomalySamples(new Random(seed + 3)).oneOfEach());
    return values;
  }

  private AuditEvent auditEvent() {
    return new AuditEvent(
        origin(),
        text(),
        text(),
        text(),
        random.nextLong(),
        text(),
        text(),
        Map.of(text() + "a", text(), text() + "b", text()));
  }

  private Map<String, Object> logCounts() {
    // Few enough that their order in the library's table is that in which they came.
    DistinctSketch patterns = new DistinctSketch();
    for (int i = random.nextInt(5); i > 0; i--) {
      patterns.add(text());
    }
    LogCounts counts =
        LogCounts.of(
            random.nextInt(1_000), random.nextInt(100), random.nextInt(100), patterns.bytes());
    return Map.of(
        "log_tally",
        new LogTally(text(), text(), random.nextLong(), counts),
        "log_minute",
        LogMinute.of(counts, random.nextInt(3) - 1, random.nextBoolean()));
  }

  private Map<String, Object> derived() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("derived_contribution", new Contribution(text(), random.nextLong(), member()));
    values.put("derived_member", member());
    values.put(
        "subscription_message",
        new SubscriptionMessage(maybe(() -> bytes(9)), maybe(() -> bytes(40))));
    values.put("signal", signal());
    return values;
  }

  private Map<String, Object> targets() {
    Map<String, String> labels = Map.of("job", text(), "os_type", text());
    return Map.of(
        "arrived_target",
        new ArrivedTarget(origin(), text(), random.nextLong(), random.nextLong(), labels),
        "sent_target",
        new SentTarget(
            labels,
            random.nextLong(),
            random.nextBoolean() ? List.of() : List.of(new TreeMap<>(Map.of("job", text())))));
  }

  private Map<String, Object> sketches() {
    // Few enough that their order in the library's table is that in which they came.
    DistinctSketch some = new DistinctSketch();
    for (int i = random.nextInt(5); i >= 0; i--) {
      some.add(random.nextLong());
    }
    Map<String, byte[]> labels = new TreeMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      labels.put(text(), some.bytes());
    }
    MetricSketch metric = new MetricSketch();
    metric.add(some.bytes(), labels);
    return Map.of(
        "series_sketch",
        new SeriesSketch(text(), text(), random.nextLong(), some.bytes(), labels),
        "metric_sketch",
        metric);
  }

  private DistributionSeries distributionSeries() {
    long now = Resolution.MINUTE.nanos() * 1_000_002L;
    DistributionPoint any = distributionPoint();
    Series series = any.series();
    SeriesPool pool = new SeriesPool();
    DistributionSeries windows = DistributionSeries.of(text(), series, pool);
    for (int i = random.nextInt(3); i >= 0; i--) {
      windows.add(
          ofSeries(series, now - random.nextInt(200) * 1_000_000_000L),
          pick(List.of(Resolution.MINUTE, Resolution.TEN_SECONDS)),
          now,
          Resolution.MINUTE.nanos(),
          pool,
          NOBODY);
    }
    windows.advance(now, Resolution.MINUTE.nanos(), pool, NOBODY);
    return windows;
  }

  private DistributionPoint ofSeries(Series series, long time) {
    return new DistributionPoint(
        origin(),
        "live",
        series,
        time,
        random.nextLong(),
        random.nextInt(8) == 0 ? 1 : 0,
        random.nextInt(99),
        maybe(random::nextGaussian),
        maybe(random::nextGaussian),
        maybe(random::nextGaussian),
        new double[] {1, 2},
        new long[] {random.nextInt(9), 0, random.nextInt(9)},
        maybe(
            () ->
                new DistributionPoint.Exponential(
                    2, 1, 0.5, random.nextInt(9), new long[] {1, 2}, 3, new long[] {1})),
        new double[] {0.5},
        new double[] {random.nextGaussian()},
        maybe(() -> "[{\"value\":" + random.nextInt(9) + "}]"));
  }

  private SightedSeries sightedSeries() {
    SightedSeries series = new SightedSeries();
    for (int i = random.nextInt(60); i >= 0; i--) {
      series.put(random.nextInt(3), random.nextLong(), random.nextLong());
    }
    return series;
  }

  private PartialBatch partialBatch() {
    PartialBatch batch = new PartialBatch(random.nextInt(64), text(), text());
    for (int i = random.nextInt(3); i >= 0; i--) {
      Series series = series();
      batch.define(SeriesBytes.of(series));
      for (int j = random.nextInt(3); j >= 0; j--) {
        long window = Resolution.MINUTE.nanos() * (1_000_000 + random.nextInt(3));
        batch.begin(series.id(), window, random.nextBoolean(), random.nextInt(8));
        batch.origin(random.nextLong());
        batch.value(window + random.nextInt(1000), random.nextGaussian());
        batch.noValue(window);
        if (random.nextBoolean()) {
          batch.counter(
              Counters.of(window, random.nextGaussian(), random.nextLong()), Counters.WIDTH);
        }
      }
    }
    return batch;
  }

  private RollupBucket rollupBucket() {
    RollupBucket bucket = new RollupBucket();
    long now = Resolution.MINUTE.nanos() * 1_000_002L;
    bucket.add(partialBatch(), now, Resolution.MINUTE.nanos(), NOBODY);
    bucket.advance(text(), now + Resolution.MINUTE.nanos(), Resolution.MINUTE.nanos(), NOBODY);
    return bucket;
  }

  private Rollup rollup() {
    return new Rollup(
        text(),
        series(),
        pick(List.of(Resolution.values())),
        Resolution.HOUR.nanos() * random.nextInt(500_000),
        random.nextInt(9),
        random.nextLong(),
        random.nextGaussian(),
        random.nextGaussian(),
        random.nextGaussian(),
        random.nextGaussian(),
        0,
        random.nextBoolean(),
        maybe(() -> new Rollup.Increase(random.nextGaussian(), random.nextInt(9))),
        maybe(() -> new Distribution.Buckets(new double[] {1}, new long[] {random.nextLong(), 2})),
        maybe(() -> new Rollup.Sketch(text(), bytes(9))),
        maybe(this::text));
  }

  private PointBatch pointBatch() {
    SeriesTable table = new SeriesTable();
    PointBatch batch =
        new PointBatch(table, text(), random.nextInt(), random.nextLong(), text(), 16);
    for (int i = random.nextInt(10); i >= 0; i--) {
      int number = random.nextInt(table.size() + 1);
      batch.add(
          number == table.size() ? table.add(series()) : number,
          random.nextInt(),
          random.nextLong(),
          random.nextLong(),
          random.nextBoolean(),
          random.nextLong(),
          random.nextInt());
      batch.exemplars(maybe(this::text));
    }
    return batch;
  }

  private SentSeries.Counted counted() {
    double[] bounds = new double[random.nextInt(4)];
    for (int i = 0; i < bounds.length; i++) {
      bounds[i] = i + random.nextDouble();
    }
    long[] counts = new long[bounds.length + 1];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = random.nextInt(1_000);
    }
    return new SentSeries.Counted(
        random.nextLong(),
        random.nextDouble(),
        new ClassicBuckets(bounds, counts, random.nextBoolean()));
  }

  private RawMessage rawMessage() {
    return new RawMessage(
        text(), random.nextInt(), random.nextLong(), random.nextLong(), maybe(() -> bytes(40)));
  }

  private DeadLetter deadLetter() {
    return new DeadLetter(
        origin(),
        text(),
        random.nextLong(),
        // Those that there were when the golden bytes were made.
        pick(
            List.of(DeadLetter.Reason.values())
                .subList(
                    0, DeadLetter.Reason.SERIES_COLLISION.compareTo(DeadLetter.Reason.EMPTY) + 1)),
        text(),
        random.nextInt(),
        text(),
        bytes(60));
  }

  private Span span() {
    return new Span(
        origin(),
        text(),
        resource(),
        scope(),
        bytes(16),
        bytes(8),
        maybe(() -> bytes(8)),
        text(),
        random.nextInt(),
        text(),
        pick(List.of(SpanKind.values())),
        random.nextLong(),
        random.nextLong(),
        pick(List.of(StatusCode.values())),
        text(),
        attributes(),
        random.nextInt(),
        maybe(this::text),
        random.nextInt(),
        maybe(this::text),
        random.nextInt());
  }

  private LogRecord logRecord() {
    return new LogRecord(
        origin(),
        text(),
        resource(),
        scope(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextInt(25),
        text(),
        maybe(this::text),
        random.nextBoolean(),
        text(),
        maybe(() -> bytes(16)),
        maybe(() -> bytes(8)),
        random.nextInt(),
        attributes(),
        random.nextInt());
  }

  private Series series() {
    return new Series(
        random.nextLong(),
        random.nextLong(),
        text(),
        text(),
        text(),
        pick(List.of(MetricKind.values())),
        pick(List.of(Temporality.values())),
        random.nextBoolean(),
        resource(),
        scope(),
        attributes());
  }

  private NumberPoint numberPoint() {
    return new NumberPoint(
        origin(),
        text(),
        series(),
        random.nextLong(),
        random.nextLong(),
        random.nextBoolean(),
        random.nextLong(),
        random.nextInt(),
        maybe(this::text));
  }

  private DistributionPoint distributionPoint() {
    return new DistributionPoint(
        origin(),
        text(),
        series(),
        random.nextLong(),
        random.nextLong(),
        random.nextInt(),
        random.nextLong(),
        maybe(random::nextGaussian),
        maybe(() -> Double.NaN),
        maybe(() -> Double.NEGATIVE_INFINITY),
        random.doubles(random.nextInt(4)).toArray(),
        random.longs(random.nextInt(4)).toArray(),
        maybe(
            () ->
                new DistributionPoint.Exponential(
                    random.nextInt(),
                    random.nextLong(),
                    random.nextDouble(),
                    random.nextInt(),
                    random.longs(3).toArray(),
                    random.nextInt(),
                    random.longs(2).toArray())),
        random.doubles(random.nextInt(4)).toArray(),
        random.doubles(random.nextInt(4)).toArray(),
        maybe(this::text));
  }

  private MetricChunk metricChunk() {
    int size = 1 + random.nextInt(5);
    return new MetricChunk(
        text(),
        random.nextInt(),
        random.nextLong(),
        random.nextLong(),
        text(),
        series(),
        random.nextLong(),
        random.longs(size).toArray(),
        random.nextBoolean(),
        random.longs(size).toArray(),
        maybe(() -> random.longs(size).toArray()),
        maybe(() -> random.ints(size).toArray()),
        maybe(() -> exemplars(size)));
  }

  private Signal signal() {
    return new Signal(
        text(),
        // Not all kinds: what is drawn for the golden bytes must not change with a new one.
        pick(List.of(SignalKind.METRIC, SignalKind.CARDINALITY)),
        text(),
        random.nextLong(),
        text(),
        text(),
        text(),
        text(),
        random.nextGaussian(),
        map(this::text),
        map(this::text));
  }

  private Member member() {
    List<Member.Part> parts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      parts.add(new Member.Part(random.nextGaussian(), maybe(this::observations)));
    }
    return new Member(random.nextInt(), parts);
  }

  private Observations observations() {
    int size = random.nextInt(4);
    return new Observations(
        pick(List.of(Observations.Form.values())),
        random.nextDouble(),
        Double.NaN,
        random.doubles(size).toArray(),
        random.doubles(size).toArray(),
        random.doubles(size).toArray());
  }

  private String[] exemplars(int size) {
    String[] exemplars = new String[size];
    for (int i = 0; i < size; i++) {
      exemplars[i] = maybe(this::text);
    }
    return exemplars;
  }

  private Origin origin() {
    return new Origin(text(), random.nextInt(), random.nextLong(), random.nextInt());
  }

  private Resource resource() {
    return new Resource(text(), attributes());
  }

  private Scope scope() {
    return new Scope(text(), text(), maybe(this::text));
  }

  private Attributes attributes() {
    return new Attributes(
        map(this::text),
        map(random::nextLong),
        map(random::nextDouble),
        map(random::nextBoolean),
        maybe(this::text));
  }

  private <V> Map<String, V> map(Supplier<V> value) {
    Map<String, V> map = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      map.put(text(), value.get());
    }
    return map;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(random.nextInt(20) == 0 ? 200 : 8); i > 0; i--) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private <V> V maybe(Supplier<V> value) {
    return random.nextBoolean() ? value.get() : null;
  }

  private <V> V pick(List<V> values) {
    return new ArrayList<>(values).get(random.nextInt(values.size()));
  }
}
