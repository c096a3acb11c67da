package io.watchlake.rules.engine;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayDeque;

/** The mean of the values of a window, kept in a bounded number of parts of it. */
final class Baseline {

  /** Into how many parts a window is cut: a part leaves it as a whole. */
  private static final int PARTS = 168;

  private static final class Part {
    private final long start;
    private double sum;
    private long count;

    Part(long start) {
      this.start = start;
    }
  }

  private final ArrayDeque<Part> parts = new ArrayDeque<>();

  void add(long time, double value, long window) {
    long length = Math.max(1, window / PARTS);
    long start = Math.floorDiv(time, length) * length;
    if (parts.isEmpty() || parts.getLast().start != start) {
      parts.addLast(new Part(start));
    }
    Part part = parts.getLast();
    part.sum += value;
    part.count++;
  }

  void expire(long time, long window) {
    long length = Math.max(1, window / PARTS);
    while (!parts.isEmpty() && parts.getFirst().start + length <= time - window) {
      parts.removeFirst();
    }
  }

  long count() {
    return parts.stream().mapToLong(part -> part.count).sum();
  }

  /** NaN where there is none. */
  double mean() {
    return parts.stream().mapToDouble(part -> part.sum).sum() / count();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(parts.size());
    for (Part part : parts) {
      out.writeLong(part.start);
      out.writeDouble(part.sum);
      out.writeLong(part.count);
    }
  }

  static Baseline read(DataInput in) throws IOException {
    Baseline baseline = new Baseline();
    int size = in.readInt();
    for (int i = 0; i < size; i++) {
      Part part = new Part(in.readLong());
      part.sum = in.readDouble();
      part.count = in.readLong();
      baseline.parts.addLast(part);
    }
    return baseline;
  }
}
