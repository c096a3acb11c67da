package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.connectors.otlp.codec.Exemplars;
import io.watchlake.model.telemetry.DistributionPoint;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One window of one series. */
final class DistributionWindow {

  /** How many exemplars a window keeps. */
  static final int MAX_EXEMPLARS = 4;

  private static final int NO_RECORDED_VALUE = 1;

  final long startUnixNano;

  /** Of totals, the points; of all else none. */
  private final List<Reading> readings = new ArrayList<>();

  /** Without growth since the last point before the window, which {@link #grow} puts in. */
  private Observed observed = Observed.NOTHING;

  private long staleUnixNano;
  private @Nullable String exemplarsJson;
  private int nextRevision;
  private boolean changed;

  DistributionWindow(long startUnixNano) {
    this.startUnixNano = startUnixNano;
  }

  void add(DistributionPoint point, Observed of, PointsMean mean) {
    changed = true;
    if ((point.flags() & NO_RECORDED_VALUE) != 0) {
      staleUnixNano = Math.max(staleUnixNano, point.timeUnixNano());
      return;
    }
    exemplarsJson = Exemplars.largest(exemplarsJson, point.exemplarsJson(), MAX_EXEMPLARS);
    switch (mean) {
      case PARTS -> observed = observed.plus(of);
      case TOTALS -> new Reading(point.startUnixNano(), of).into(readings);
      case STATES -> observed = observed.newer(of);
    }
  }

  /** Adds a shorter window, which has grown. */
  void add(DistributionWindow part, PointsMean mean) {
    changed = true;
    staleUnixNano = Math.max(staleUnixNano, part.staleUnixNano);
    exemplarsJson = Exemplars.largest(exemplarsJson, part.exemplarsJson, MAX_EXEMPLARS);
    observed =
        mean == PointsMean.STATES ? observed.newer(part.observed) : observed.plus(part.observed);
  }

  /** Computes what totals grew by since the last point before the window; null where none is. */
  void grow(@Nullable Reading before) {
    if (!readings.isEmpty()) {
      observed = Reading.growth(before, readings, startUnixNano);
    }
  }

  /** The newest point of totals; null where there is none. */
  @Nullable Reading last() {
    return readings.isEmpty() ? null : readings.get(readings.size() - 1);
  }

  Observed observed() {
    return observed;
  }

  /** Whether the newest point of all said that no value was recorded. */
  boolean isStale() {
    return staleUnixNano > observed.lastUnixNano();
  }

  @Nullable String exemplarsJson() {
    return exemplarsJson;
  }

  /** Whether something came that was not told. */
  boolean isChanged() {
    return changed;
  }

  /** The point before the window is another one now. */
  void change() {
    changed = true;
  }

  /** The revision of a telling that is made now. */
  int tell() {
    changed = false;
    return nextRevision++;
  }

  DistributionWindow copy() {
    DistributionWindow copy = new DistributionWindow(startUnixNano);
    copy.readings.addAll(readings);
    copy.observed = observed;
    copy.staleUnixNano = staleUnixNano;
    copy.exemplarsJson = exemplarsJson;
    copy.nextRevision = nextRevision;
    copy.changed = changed;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(startUnixNano);
    out.writeInt(readings.size());
    for (Reading reading : readings) {
      DistributionBytes.write(reading, out);
    }
    DistributionBytes.write(observed, out);
    out.writeLong(staleUnixNano);
    DistributionBytes.writeText(exemplarsJson, out);
    out.writeInt(nextRevision);
    out.writeBoolean(changed);
  }

  static DistributionWindow read(DataInput in) throws IOException {
    DistributionWindow window = new DistributionWindow(in.readLong());
    for (int i = DistributionBytes.readSize(in); i > 0; i--) {
      window.readings.add(DistributionBytes.readReading(in));
    }
    window.observed = DistributionBytes.readObserved(in);
    window.staleUnixNano = in.readLong();
    window.exemplarsJson = DistributionBytes.readText(in);
    window.nextRevision = in.readInt();
    window.changed = in.readBoolean();
    return window;
  }
}
