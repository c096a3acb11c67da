package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.watchlake.connectors.otlp.codec.RawSources.OfMetric;
import io.watchlake.connectors.otlp.codec.RawSources.OfSource;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.Timeline;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.NumberPoint;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The same as {@link MetricDecoder}, many times faster for number points: it walks over the bytes
 * of a request, tells series by their raw bytes and fills a {@link PointBatch}.
 *
 * <p>It knows requests as senders write them. Whatever is unusual (fields that are unknown, merged
 * or out of order, bytes that are broken, a limit that is passed) makes it leave the whole message
 * to {@link MetricDecoder}, so that there is one definition of what a request says. Not for use by
 * several threads at once.
 */
public final class PointDecoder {

  /** Takes what a message holds; what it throws passes through the decoder. */
  public interface Handler {
    /** The gauge and sum points of a message, at least one. */
    void points(PointBatch batch);

    /** A histogram, exponential histogram or summary point. */
    void distribution(DistributionPoint point);

    void deadLetter(DeadLetter deadLetter);
  }

  /** Above this, what is known of series is forgotten; at some 1 KB each. */
  private static final int MAX_ENTRIES = 400_000;

  private static final long MAX_KEY_BYTES = 96L * 1024 * 1024;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /** Says that a message is for {@link MetricDecoder}. */
  private static final class Unusual extends Exception {
    private static final long serialVersionUID = 1L;

    Unusual() {
      super("unusual", null, false, false);
    }
  }

  private static final byte[] NO_BYTES = {};

  private static final RawMessage NO_MESSAGE = new RawMessage("", 0, 0, 0, null);

  /** Tags within a gauge or a sum. */
  private static final byte POINT = 10;

  private static final byte TEMPORALITY = 16;
  private static final byte MONOTONIC = 24;

  /** Of a point whose series is told with those of the others. */
  private static final int UNNUMBERED = -1;

  private static final long NO_VALUE = Double.doubleToRawLongBits(Double.NaN);

  /** Of the fields of a metric: its data. The bits below are its names. */
  private static final int DATA = 1 << 8;

  private final DecodeLimits limits;
  private final int maxEntries;
  private final TimePolicy times;
  private final MetricDecoder plain;
  private final List<DistributionPoint> distributions = new ArrayList<>();
  private final List<DeadLetter> deadLetters = new ArrayList<>();
  private RawSources sources = new RawSources();
  private PointBatch batch = new PointBatch(sources.table(), "", 0, 0, "", 16);

  /** Of the next batch: as many points as the last message had, and some more. */
  private int capacity = 1024;

  /** Where the points of the batch stand in the message. */
  private final RawPoints raw = new RawPoints();

  private long leftToPlain;

  private byte[] bytes = new byte[0];
  private int at;
  private int index;
  private RawMessage message = NO_MESSAGE;
  private boolean live;

  public PointDecoder(DecodeLimits limits) {
    this(limits, MAX_ENTRIES);
  }

  PointDecoder(DecodeLimits limits, int maxEntries) {
    this.limits = limits;
    this.maxEntries = maxEntries;
    this.times = new TimePolicy(limits);
    this.plain = new MetricDecoder(limits);
  }

  /** How many messages were left to the plain decoder so far. */
  public long leftToPlain() {
    return leftToPlain;
  }

  /** How many resources, metrics and series are known. */
  public int known() {
    return sources.entries();
  }

  /**
   * Decodes one message.
   *
   * @throws IllegalArgumentException where the topic's name holds no valid timeline
   */
  public void decode(RawMessage of, Handler handler) {
    if (sources.entries() > maxEntries || sources.keyBytes() > MAX_KEY_BYTES) {
      sources = new RawSources();
    }
    Timeline timeline = of.timeline();
    begin(of, timeline);
    if (!walked(of, timeline)) {
      leftToPlain++;
      begin(of, timeline);
      plain.decode(of, collector);
    }
    capacity = Math.max(16, batch.size() + batch.size() / 8);
    if (batch.size() > 0) {
      handler.points(batch);
    }
    distributions.forEach(handler::distribution);
    deadLetters.forEach(handler::deadLetter);
  }

  private void begin(RawMessage of, Timeline timeline) {
    batch =
        new PointBatch(
            sources.table(), of.topic(), of.partition(), of.offset(), timeline.name(), capacity);
    distributions.clear();
    deadLetters.clear();
  }

  private final MetricDecoder.Handler collector =
      new MetricDecoder.Handler() {
        @Override
        public void number(NumberPoint point) {
          batch.add(
              sources.number(point.series()),
              point.origin().index(),
              point.timeUnixNano(),
              point.startUnixNano(),
              point.isLong(),
              point.bits(),
              point.flags());
          batch.exemplars(point.exemplarsJson());
        }

        @Override
        public void distribution(DistributionPoint point) {
          distributions.add(point);
        }

        @Override
        public void deadLetter(DeadLetter deadLetter) {
          deadLetters.add(deadLetter);
        }
      };

  private boolean walked(RawMessage of, Timeline timeline) {
    byte[] value = of.value();
    if (value == null || value.length == 0) {
      return false;
    }
    message = of;
    bytes = value;
    at = 0;
    index = 0;
    live = timeline.isLive();
    raw.begin(value);
    try {
      while (at < value.length) {
        need(tag() == 10);
        resourceMetrics(block(value.length));
      }
      sources.number(raw);
      batch.number(raw.series);
      return index > 0;
    } catch (Unusual | IOException | IndexOutOfBoundsException e) {
      // The plain decoder says what is wrong, if anything is.
      return false;
    } finally {
      message = NO_MESSAGE;
      bytes = NO_BYTES;
    }
  }

  private void resourceMetrics(int end) throws Unusual, IOException {
    int resource = at;
    int resourceEnd = at;
    boolean hasResource = false;
    boolean hasScopes = false;
    while (at < end) {
      switch (tag()) {
        case 10 -> {
          need(!hasResource && !hasScopes);
          hasResource = true;
          resourceEnd = block(end);
          resource = at;
          at = resourceEnd;
        }
        case 18 -> {
          hasScopes = true;
          scopeMetrics(block(end), resource, resourceEnd);
        }
        case 26 -> ascii(end);
        default -> throw new Unusual();
      }
    }
    need(hasScopes && at == end);
  }

  private void scopeMetrics(int end, int resource, int resourceEnd) throws Unusual, IOException {
    int scope = at;
    int scopeEnd = at;
    boolean hasScope = false;
    OfSource source = null;
    while (at < end) {
      switch (tag()) {
        case 10 -> {
          need(!hasScope && source == null);
          hasScope = true;
          scopeEnd = block(end);
          scope = at;
          at = scopeEnd;
        }
        case 18 -> {
          if (source == null) {
            need(resourceEnd - resource + scopeEnd - scope <= limits.maxHeaderBytes());
            source = sources.source(bytes, resource, resourceEnd, scope, scopeEnd);
          }
          metric(block(end), source);
        }
        case 26 -> ascii(end);
        default -> throw new Unusual();
      }
    }
    need(source != null && at == end);
  }

  private void metric(int end, OfSource source) throws Unusual, IOException {
    int start = at;
    int seen = 0;
    while (at < end) {
      int field = at;
      int tag = tag();
      switch (tag) {
        case 10, 18, 26 -> {
          // Names before the data, each once.
          int bit = 1 << (tag >>> 3);
          need((seen & bit) == 0);
          seen |= bit;
          at = block(end);
        }
        case 42, 58 -> {
          need(seen < DATA && field - start <= limits.maxHeaderBytes());
          seen |= DATA;
          numbers(block(end), tag == 42 ? MetricKind.GAUGE : MetricKind.SUM, source, start, field);
        }
        case 74, 82, 90 -> {
          need(seen < DATA && field - start <= limits.maxHeaderBytes());
          distributions(source, start, end);
          return;
        }
        case 98 -> {
          // What other systems say of the metric: must be readable, and is not kept.
          need(seen >= DATA);
          int metadata = at - 1;
          at = block(end);
          var unused = RawSources.metric(bytes, metadata, at);
        }
        default -> throw new Unusual();
      }
    }
    need(seen >= DATA && at == end);
  }

  private void distributions(OfSource source, int start, int end) throws Unusual, IOException {
    Metric metric = RawSources.metric(bytes, start, end);
    need(!metric.getName().isEmpty());
    index =
        plain.decode(message, source.sentResource(), source.sentScope(), metric, index, collector);
    need(index <= limits.maxRecords());
    at = end;
  }

  /** The points of a gauge or a sum. */
  private void numbers(int end, MetricKind kind, OfSource source, int names, int namesEnd)
      throws Unusual, IOException {
    // What a sum is stands behind its points.
    int pointsEnd = kind == MetricKind.SUM ? sumTail(end) : end;
    int temporality = 0;
    boolean monotonic = false;
    int first = at;
    at = pointsEnd;
    while (at < end) {
      switch (tag()) {
        case TEMPORALITY -> {
          long number = varint();
          need(number >= 0 && number <= 2);
          temporality = (int) number;
        }
        case MONOTONIC -> monotonic = varint() != 0;
        default -> throw new Unusual();
      }
    }
    need(at == end && first < pointsEnd);
    OfMetric metric = source.metric(bytes, names, namesEnd, kind, temporality, monotonic);
    if (metric == null) {
      throw new Unusual();
    }
    at = first;
    while (at < pointsEnd) {
      need(bytes[at++] == POINT);
      point(block(pointsEnd), metric);
    }
    need(at == pointsEnd);
    at = end;
  }

  /**
   * Where the points of a sum end and what it is begins. Two fields as senders write them are known
   * at sight: should the last point end with the same bytes, it will not end where it should, and
   * the plain decoder is asked. All else is walked to.
   */
  private int sumTail(int end) throws Unusual {
    int tail = end;
    if (tail - at > 2 && bytes[tail - 2] == MONOTONIC && bytes[tail - 1] == 1) {
      tail -= 2;
    }
    if (tail - at > 2 && bytes[tail - 2] == TEMPORALITY && (bytes[tail - 1] & ~3) == 0) {
      return tail - 2;
    }
    int first = at;
    while (at < end && bytes[at] == POINT) {
      at++;
      at = block(end);
    }
    tail = at;
    at = first;
    return tail;
  }

  private void point(int end, OfMetric metric) throws Unusual, IOException {
    int start = at;
    int attributes = at;
    int attributesEnd = at;
    long time = 0;
    long startTime = 0;
    long bits = NO_VALUE;
    boolean isLong = false;
    boolean hasValue = false;
    int flags = 0;
    boolean exemplars = false;
    while (at < end) {
      int field = at;
      switch (bytes[at++]) {
        case 58 -> {
          if (attributesEnd == attributes) {
            attributes = field;
          } else {
            need(attributesEnd == field);
          }
          attributesEnd = block(end);
          at = attributesEnd;
        }
        case 17 -> startTime = fixed(end);
        case 25 -> time = fixed(end);
        case 33 -> {
          bits = fixed(end);
          isLong = false;
          hasValue = true;
        }
        case 49 -> {
          bits = fixed(end);
          isLong = true;
          hasValue = true;
        }
        case 64 -> flags = (int) varint();
        case 42 -> {
          exemplars = true;
          at = block(end);
        }
        default -> throw new Unusual();
      }
    }
    need(at == end && end - start <= limits.maxItemBytes() && index < limits.maxRecords());
    int place = index++;
    NumberDataPoint whole = exemplars ? RawSources.point(bytes, start, end) : null;
    if (!times.allows(time, message.arrivalMillis(), live)
        || (!hasValue && (flags & MetricDecoder.NO_RECORDED_VALUE) == 0)) {
      // Read even where that is all: a point that cannot be makes the whole message unreadable.
      deadLetters.add(
          DeadLetters.item(message, place, fault(time), RawSources.point(bytes, start, end)));
      return;
    }
    raw.add(metric.number(), attributes, attributesEnd, start, end);
    batch.add(UNNUMBERED, place, time, startTime, isLong, bits, flags);
    if (whole != null) {
      batch.exemplars(JsonText.exemplars(whole.getExemplarsList()));
    }
  }

  private Fault fault(long time) {
    try {
      times.check(time, message, live);
    } catch (Fault fault) {
      return fault;
    }
    return new Fault(Reason.INVALID_VALUE, MetricDecoder.NO_VALUE);
  }

  private int tag() throws Unusual {
    int tag = bytes[at++];
    need(tag > 0);
    return tag;
  }

  /** Where an embedded message ends whose length is here. */
  private int block(int limit) throws Unusual {
    int length = bytes[at++];
    if (length < 0) {
      at--;
      long number = varint();
      need(number >= 0 && number <= bytes.length);
      length = (int) number;
    }
    need(length <= limit - at);
    return at + length;
  }

  private long varint() throws Unusual {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = bytes[at++];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new Unusual();
  }

  private long fixed(int end) throws Unusual {
    need(at + 8 <= end);
    long value = (long) LONGS.get(bytes, at);
    at += 8;
    return value;
  }

  /** A text that is not kept; anything but ASCII might be no text. */
  private void ascii(int limit) throws Unusual {
    int end = block(limit);
    while (at < end) {
      need(bytes[at++] >= 0);
    }
  }

  private static void need(boolean usual) throws Unusual {
    if (!usual) {
      throw new Unusual();
    }
  }
}
