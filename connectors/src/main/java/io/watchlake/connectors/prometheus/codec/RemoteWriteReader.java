package io.watchlake.connectors.prometheus.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.watchlake.connectors.prometheus.codec.NativeHistogram.Buckets;
import io.watchlake.connectors.prometheus.codec.NativeHistogram.Span;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads requests of both versions from their protobuf, by the field numbers of {@code
 * prompb/types.proto} and {@code io/prometheus/write/v2/types.proto}. Of 2.0 both wire forms are
 * read: start timestamps at samples (release candidate 4) and at series (those before).
 *
 * <p>Unknown fields are passed over. Whether labels are right is not asked here.
 */
public final class RemoteWriteReader {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int LENGTH = 2;

  private final CodedInputStream in;
  private final Budget budget;
  private final List<String> symbols = new ArrayList<>();

  /** Where reading is, for messages: an index of series, -1 before any. */
  private int place = -1;

  private RemoteWriteReader(byte[] request, Budget budget) {
    this.in = CodedInputStream.newInstance(request);
    this.budget = budget;
  }

  /**
   * Reads a request.
   *
   * @throws RemoteWriteException where the bytes are no such request; the message names the place
   */
  public static WriteRequest read(RemoteWriteVersion version, byte[] request)
      throws RemoteWriteException {
    Budget budget = new Budget();
    RemoteWriteReader reader = new RemoteWriteReader(request, budget);
    try {
      if (version == RemoteWriteVersion.V1) {
        return reader.version1();
      }
      // Symbols may stand behind the series that refer to them: they are read first.
      reader.readSymbols();
      RemoteWriteReader series = new RemoteWriteReader(request, budget);
      series.symbols.addAll(reader.symbols);
      reader = series;
      return series.version2();
    } catch (IOException e) {
      throw RemoteWriteException.malformed(
          "the body is not a protobuf "
              + version.message()
              + (reader.place < 0 ? "" : ", at timeseries[" + reader.place + "]")
              + ": "
              + words(e));
    }
  }

  private static String words(IOException failure) {
    return failure instanceof InvalidProtocolBufferException
        ? String.valueOf(failure.getMessage())
        : failure.getClass().getSimpleName();
  }

  private interface Field {
    /** Takes a field by its tag; false where it is not known, and then nothing was read. */
    boolean read(int tag) throws IOException, RemoteWriteException;
  }

  private void message(Field field) throws IOException, RemoteWriteException {
    int limit = in.pushLimit(in.readRawVarint32());
    fields(field);
    in.checkLastTagWas(0);
    in.popLimit(limit);
  }

  private void fields(Field field) throws IOException, RemoteWriteException {
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (!field.read(tag)) {
        in.skipField(tag);
      }
    }
  }

  private static int tag(int number, int wireType) {
    return number << 3 | wireType;
  }

  // ---- 1.0

  private WriteRequest version1() throws IOException, RemoteWriteException {
    List<TimeSeries> series = new ArrayList<>();
    Map<String, Metadata> metadata = new LinkedHashMap<>();
    fields(
        tag -> {
          if (tag == tag(1, LENGTH)) {
            place = series.size();
            series.add(series1());
          } else if (tag == tag(3, LENGTH)) {
            metadata1(metadata);
          } else {
            return false;
          }
          return true;
        });
    return new WriteRequest(series, metadata);
  }

  private TimeSeries series1() throws IOException, RemoteWriteException {
    budget.parts(1);
    List<Label> labels = new ArrayList<>();
    Body body = new Body();
    message(
        tag -> {
          if (tag == tag(1, LENGTH)) {
            labels.add(label1());
          } else if (tag == tag(2, LENGTH)) {
            body.samples.add(sample());
          } else if (tag == tag(3, LENGTH)) {
            body.exemplars.add(exemplar1());
          } else if (tag == tag(4, LENGTH)) {
            body.histograms.add(histogram());
          } else {
            return false;
          }
          return true;
        });
    return new TimeSeries(labels, body.samples, body.histograms, body.exemplars, Metadata.NONE);
  }

  private Label label1() throws IOException, RemoteWriteException {
    budget.parts(1);
    String[] texts = {"", ""};
    message(
        tag -> {
          if (tag == tag(1, LENGTH)) {
            texts[0] = in.readStringRequireUtf8();
          } else if (tag == tag(2, LENGTH)) {
            texts[1] = in.readStringRequireUtf8();
          } else {
            return false;
          }
          return true;
        });
    return new Label(texts[0], texts[1]);
  }

  private Exemplar exemplar1() throws IOException, RemoteWriteException {
    budget.record();
    List<Label> labels = new ArrayList<>();
    double[] value = new double[1];
    long[] timestamp = new long[1];
    message(
        tag -> {
          if (tag == tag(1, LENGTH)) {
            labels.add(label1());
            return true;
          }
          return valueAndTime(tag, value, timestamp);
        });
    return new Exemplar(labels, value[0], timestamp[0]);
  }

  private void metadata1(Map<String, Metadata> metadata) throws IOException, RemoteWriteException {
    budget.parts(1);
    int[] type = new int[1];
    String[] texts = {"", "", ""};
    message(
        tag -> {
          if (tag == tag(1, VARINT)) {
            type[0] = in.readRawVarint32();
          } else if (tag == tag(2, LENGTH)) {
            texts[0] = in.readStringRequireUtf8();
          } else if (tag == tag(4, LENGTH)) {
            texts[1] = in.readStringRequireUtf8();
          } else if (tag == tag(5, LENGTH)) {
            texts[2] = in.readStringRequireUtf8();
          } else {
            return false;
          }
          return true;
        });
    metadata.put(texts[0], new Metadata(MetricType.ofCode(type[0]), texts[1], texts[2]));
  }

  // ---- 2.0

  private void readSymbols() throws IOException, RemoteWriteException {
    fields(
        tag -> {
          if (tag == tag(4, LENGTH)) {
            budget.parts(1);
            symbols.add(in.readStringRequireUtf8());
            return true;
          }
          return false;
        });
    if (!symbols.isEmpty() && !symbols.get(0).isEmpty()) {
      throw RemoteWriteException.malformed("symbols[0] must be the empty string");
    }
  }

  private WriteRequest version2() throws IOException, RemoteWriteException {
    List<TimeSeries> series = new ArrayList<>();
    fields(
        tag -> {
          if (tag == tag(5, LENGTH)) {
            place = series.size();
            series.add(series2());
            return true;
          }
          return false;
        });
    return new WriteRequest(series, Map.of());
  }

  private TimeSeries series2() throws IOException, RemoteWriteException {
    budget.parts(1);
    List<Integer> references = new ArrayList<>();
    Body body = new Body();
    message(
        tag -> {
          if (isReferences(tag)) {
            references(tag, references);
          } else if (tag == tag(2, LENGTH)) {
            body.samples.add(sample());
          } else if (tag == tag(3, LENGTH)) {
            body.histograms.add(histogram());
          } else if (tag == tag(4, LENGTH)) {
            body.exemplars.add(exemplar2());
          } else if (tag == tag(5, LENGTH)) {
            body.metadata = metadata2();
          } else if (tag == tag(6, VARINT)) {
            body.created = in.readRawVarint64();
          } else {
            return false;
          }
          return true;
        });
    List<Label> labels = labels2(references, "labels_refs");
    if (body.created != 0) {
      body.samples.replaceAll(
          sample ->
              sample.startMillis() != 0
                  ? sample
                  : new Sample(sample.valueBits(), sample.timestampMillis(), body.created));
      body.histograms.replaceAll(
          histogram -> histogram.startMillis() != 0 ? histogram : started(histogram, body.created));
    }
    return new TimeSeries(labels, body.samples, body.histograms, body.exemplars, body.metadata);
  }

  private static NativeHistogram started(NativeHistogram histogram, long startMillis) {
    return new NativeHistogram(
        histogram.floats(),
        histogram.count(),
        histogram.countFloat(),
        histogram.sumBits(),
        histogram.schema(),
        histogram.zeroThreshold(),
        histogram.zeroCount(),
        histogram.zeroCountFloat(),
        histogram.negative(),
        histogram.positive(),
        histogram.reset(),
        histogram.timestampMillis(),
        histogram.customValues(),
        startMillis);
  }

  private Exemplar exemplar2() throws IOException, RemoteWriteException {
    budget.record();
    List<Integer> references = new ArrayList<>();
    double[] value = new double[1];
    long[] timestamp = new long[1];
    message(
        tag -> {
          if (isReferences(tag)) {
            references(tag, references);
            return true;
          }
          return valueAndTime(tag, value, timestamp);
        });
    return new Exemplar(labels2(references, "exemplars' labels_refs"), value[0], timestamp[0]);
  }

  private Metadata metadata2() throws IOException, RemoteWriteException {
    int[] numbers = new int[3];
    message(
        tag -> {
          if (tag == tag(1, VARINT)) {
            numbers[0] = in.readRawVarint32();
          } else if (tag == tag(3, VARINT)) {
            numbers[1] = in.readRawVarint32();
          } else if (tag == tag(4, VARINT)) {
            numbers[2] = in.readRawVarint32();
          } else {
            return false;
          }
          return true;
        });
    return new Metadata(
        MetricType.ofCode(numbers[0]),
        symbol(numbers[1], "metadata.help_ref"),
        symbol(numbers[2], "metadata.unit_ref"));
  }

  private static boolean isReferences(int tag) {
    return tag == tag(1, VARINT) || tag == tag(1, LENGTH);
  }

  private void references(int tag, List<Integer> references)
      throws IOException, RemoteWriteException {
    if (tag == tag(1, VARINT)) {
      budget.parts(1);
      references.add(in.readRawVarint32());
      return;
    }
    packed(
        () -> {
          budget.parts(1);
          references.add(in.readRawVarint32());
        });
  }

  private List<Label> labels2(List<Integer> references, String field) throws RemoteWriteException {
    if (references.size() % 2 != 0) {
      throw RemoteWriteException.malformed(
          "timeseries["
              + place
              + "]: "
              + field
              + " holds "
              + references.size()
              + " references; names and values come in pairs");
    }
    List<Label> labels = new ArrayList<>(references.size() / 2);
    for (int i = 0; i < references.size(); i += 2) {
      labels.add(new Label(symbol(references.get(i), field), symbol(references.get(i + 1), field)));
    }
    return labels;
  }

  private String symbol(int reference, String field) throws RemoteWriteException {
    if (reference == 0) {
      return "";
    }
    if (reference < 0 || reference >= symbols.size()) {
      throw RemoteWriteException.malformed(
          "timeseries["
              + place
              + "]: "
              + field
              + " refers to symbol "
              + Integer.toUnsignedString(reference)
              + " of "
              + symbols.size());
    }
    return symbols.get(reference);
  }

  // ---- Both

  /** What a series holds beside its labels. */
  private static final class Body {
    private final List<Sample> samples = new ArrayList<>(1);
    private final List<NativeHistogram> histograms = new ArrayList<>(0);
    private final List<Exemplar> exemplars = new ArrayList<>(0);
    private Metadata metadata = Metadata.NONE;
    private long created;
  }

  private boolean valueAndTime(int tag, double[] value, long[] timestamp) throws IOException {
    if (tag == tag(2, FIXED64)) {
      value[0] = in.readDouble();
    } else if (tag == tag(3, VARINT)) {
      timestamp[0] = in.readRawVarint64();
    } else {
      return false;
    }
    return true;
  }

  private Sample sample() throws IOException, RemoteWriteException {
    budget.record();
    long[] numbers = new long[3];
    message(
        tag -> {
          if (tag == tag(1, FIXED64)) {
            numbers[0] = in.readRawLittleEndian64();
          } else if (tag == tag(2, VARINT)) {
            numbers[1] = in.readRawVarint64();
          } else if (tag == tag(3, VARINT)) {
            numbers[2] = in.readRawVarint64();
          } else {
            return false;
          }
          return true;
        });
    return new Sample(numbers[0], numbers[1], numbers[2]);
  }

  private NativeHistogram histogram() throws IOException, RemoteWriteException {
    budget.record();
    HistogramFields fields = new HistogramFields();
    message(tag -> histogramField(tag, fields));
    return fields.build();
  }

  private boolean histogramField(int tag, HistogramFields fields)
      throws IOException, RemoteWriteException {
    switch (tag) {
      case 1 << 3 | VARINT -> {
        fields.count = in.readRawVarint64();
        fields.floats = false;
      }
      case 2 << 3 | FIXED64 -> {
        fields.countFloat = in.readDouble();
        fields.floats = true;
      }
      case 3 << 3 | FIXED64 -> fields.sumBits = in.readRawLittleEndian64();
      case 4 << 3 | VARINT -> fields.schema = in.readSInt32();
      case 5 << 3 | FIXED64 -> fields.zeroThreshold = in.readDouble();
      case 6 << 3 | VARINT -> fields.zeroCount = in.readRawVarint64();
      case 7 << 3 | FIXED64 -> fields.zeroCountFloat = in.readDouble();
      case 8 << 3 | LENGTH -> fields.negative.spans.add(span());
      case 9 << 3 | VARINT, 9 << 3 | LENGTH -> deltas(tag, fields.negative.deltas);
      case 10 << 3 | FIXED64, 10 << 3 | LENGTH -> doubles(tag, fields.negative.counts);
      case 11 << 3 | LENGTH -> fields.positive.spans.add(span());
      case 12 << 3 | VARINT, 12 << 3 | LENGTH -> deltas(tag, fields.positive.deltas);
      case 13 << 3 | FIXED64, 13 << 3 | LENGTH -> doubles(tag, fields.positive.counts);
      case 14 << 3 | VARINT -> fields.reset = in.readRawVarint32();
      case 15 << 3 | VARINT -> fields.timestamp = in.readRawVarint64();
      case 16 << 3 | FIXED64, 16 << 3 | LENGTH -> doubles(tag, fields.customValues);
      case 17 << 3 | VARINT -> fields.start = in.readRawVarint64();
      default -> {
        return false;
      }
    }
    return true;
  }

  private Span span() throws IOException, RemoteWriteException {
    budget.parts(1);
    int[] numbers = new int[2];
    message(
        tag -> {
          if (tag == tag(1, VARINT)) {
            numbers[0] = in.readSInt32();
          } else if (tag == tag(2, VARINT)) {
            numbers[1] = in.readRawVarint32();
          } else {
            return false;
          }
          return true;
        });
    return new Span(numbers[0], numbers[1]);
  }

  private void deltas(int tag, List<Long> values) throws IOException, RemoteWriteException {
    Element element =
        () -> {
          budget.parts(1);
          values.add(in.readSInt64());
        };
    if ((tag & 7) == LENGTH) {
      packed(element);
    } else {
      element.read();
    }
  }

  private void doubles(int tag, List<Double> values) throws IOException, RemoteWriteException {
    Element element =
        () -> {
          budget.parts(1);
          values.add(in.readDouble());
        };
    if ((tag & 7) == LENGTH) {
      packed(element);
    } else {
      element.read();
    }
  }

  private interface Element {
    void read() throws IOException, RemoteWriteException;
  }

  private void packed(Element element) throws IOException, RemoteWriteException {
    int limit = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      element.read();
    }
    in.popLimit(limit);
  }

  /** A histogram while its fields come in, in any order. */
  private static final class HistogramFields {
    private boolean floats;
    private long count;
    private double countFloat;
    private long sumBits;
    private int schema;
    private double zeroThreshold;
    private long zeroCount;
    private double zeroCountFloat;
    private final BucketFields negative = new BucketFields();
    private final BucketFields positive = new BucketFields();
    private int reset;
    private long timestamp;
    private final List<Double> customValues = new ArrayList<>(0);
    private long start;

    NativeHistogram build() {
      return new NativeHistogram(
          floats,
          count,
          countFloat,
          sumBits,
          schema,
          zeroThreshold,
          zeroCount,
          zeroCountFloat,
          negative.build(),
          positive.build(),
          reset,
          timestamp,
          customValues,
          start);
    }
  }

  private static final class BucketFields {
    private final List<Span> spans = new ArrayList<>(0);
    private final List<Long> deltas = new ArrayList<>(0);
    private final List<Double> counts = new ArrayList<>(0);

    Buckets build() {
      return new Buckets(spans, deltas, counts);
    }
  }
}
