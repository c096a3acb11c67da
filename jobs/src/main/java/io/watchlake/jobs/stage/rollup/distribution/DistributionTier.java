package io.watchlake.jobs.stage.rollup.distribution;

import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.Resolution;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The windows of one length of one series that are not final. */
final class DistributionTier {

  private final Resolution resolution;
  private final NavigableMap<Long, DistributionWindow> windows = new TreeMap<>();

  /**
   * The newest point before all windows; null where nothing is known, and of what are no totals.
   */
  private @Nullable Reading before;

  DistributionTier(Resolution resolution) {
    this.resolution = resolution;
  }

  boolean isEmpty() {
    return windows.isEmpty();
  }

  /** Whether there are windows, or totals of earlier ones. */
  boolean isBegun() {
    return !windows.isEmpty() || before != null;
  }

  /**
   * Adds a point.
   *
   * @return whether its window is closed, so that the point corrects it
   */
  boolean add(DistributionPoint point, Observed observed, PointsMean mean, long now) {
    DistributionWindow window = window(resolution.windowOf(point.timeUnixNano()));
    window.add(point, observed, mean);
    if (mean == PointsMean.TOTALS) {
      changeNext(window.startUnixNano);
    }
    return window.startUnixNano + resolution.nanos() <= now;
  }

  /** Adds a shorter window that is final. */
  void add(DistributionWindow part, PointsMean mean) {
    window(resolution.windowOf(part.startUnixNano)).add(part, mean);
  }

  private DistributionWindow window(long startUnixNano) {
    return windows.computeIfAbsent(startUnixNano, DistributionWindow::new);
  }

  /** The windows after a changed one, up to the next with a point, count from another one now. */
  private void changeNext(long startUnixNano) {
    for (DistributionWindow later : windows.tailMap(startUnixNano, false).values()) {
      if (later.last() != null) {
        later.change();
        return;
      }
    }
  }

  /** Gives the windows that are closed and have something that was not told. */
  void closed(long now, Consumer<DistributionWindow> out) {
    Reading last = before;
    for (DistributionWindow window : windows.values()) {
      if (window.startUnixNano + resolution.nanos() > now) {
        return;
      }
      if (window.isChanged()) {
        window.grow(last);
        out.accept(window);
      }
      Reading own = window.last();
      last = own == null ? last : own;
    }
  }

  /** Takes out the windows that end by a time; all of them were given as closed before. */
  List<DistributionWindow> take(long endsBy) {
    List<DistributionWindow> taken = new ArrayList<>();
    while (!windows.isEmpty() && windows.firstKey() + resolution.nanos() <= endsBy) {
      DistributionWindow window = windows.pollFirstEntry().getValue();
      Reading last = window.last();
      before = last == null ? before : last;
      taken.add(window);
    }
    return taken;
  }

  DistributionTier copy() {
    DistributionTier copy = new DistributionTier(resolution);
    windows.forEach((start, window) -> copy.windows.put(start, window.copy()));
    copy.before = before;
    return copy;
  }

  void write(DataOutput out) throws IOException {
    out.writeBoolean(before != null);
    if (before != null) {
      DistributionBytes.write(before, out);
    }
    out.writeInt(windows.size());
    for (DistributionWindow window : windows.values()) {
      window.write(out);
    }
  }

  static DistributionTier read(Resolution resolution, DataInput in) throws IOException {
    DistributionTier tier = new DistributionTier(resolution);
    tier.before = in.readBoolean() ? DistributionBytes.readReading(in) : null;
    for (int i = DistributionBytes.readSize(in); i > 0; i--) {
      DistributionWindow window = DistributionWindow.read(in);
      tier.windows.put(window.startUnixNano, window);
    }
    return tier;
  }
}
