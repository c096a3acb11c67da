package io.watchlake.connectors.otlp.codec;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;

/**
 * Counts the records of an encoded request by walking over its frames, without parsing what is in
 * them: how a message with millions of empty records is noticed before each becomes an object.
 */
final class RecordCounter {

  /** Field numbers from any request down to its spans, log records or metrics. */
  private static final int[] PATH = {1, 2, 2};

  /** Fields of a metric that hold its data: gauge, sum, histogram, exponential, summary. */
  private static final int METRIC_DATA_FIRST = 5;

  private static final int METRIC_DATA_LAST = 11;

  private static final int DATA_POINTS = 1;

  private RecordCounter() {}

  /**
   * How many spans or log records there are.
   *
   * @throws IOException where the frames are broken
   */
  static int countItems(byte[] request) throws IOException {
    return count(CodedInputStream.newInstance(request), 0, false);
  }

  /**
   * How many data points there are, a metric without any counting as one.
   *
   * @throws IOException where the frames are broken
   */
  static int countPoints(byte[] request) throws IOException {
    return count(CodedInputStream.newInstance(request), 0, true);
  }

  private static int count(CodedInputStream in, int depth, boolean points) throws IOException {
    int count = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) != PATH[depth] || !isMessage(tag)) {
        in.skipField(tag);
        continue;
      }
      int limit = in.pushLimit(in.readRawVarint32());
      if (depth < PATH.length - 1) {
        count += count(in, depth + 1, points);
      } else if (points) {
        count += Math.max(1, countPointsOfMetric(in));
      } else {
        in.skipRawBytes(in.getBytesUntilLimit());
        count++;
      }
      in.popLimit(limit);
    }
    return count;
  }

  private static int countPointsOfMetric(CodedInputStream in) throws IOException {
    int count = 0;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int field = WireFormat.getTagFieldNumber(tag);
      if (field < METRIC_DATA_FIRST || field > METRIC_DATA_LAST || !isMessage(tag)) {
        in.skipField(tag);
        continue;
      }
      int limit = in.pushLimit(in.readRawVarint32());
      for (int inner = in.readTag(); inner != 0; inner = in.readTag()) {
        if (WireFormat.getTagFieldNumber(inner) == DATA_POINTS) {
          count++;
        }
        in.skipField(inner);
      }
      in.popLimit(limit);
    }
    return count;
  }

  private static boolean isMessage(int tag) {
    return WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED;
  }
}
