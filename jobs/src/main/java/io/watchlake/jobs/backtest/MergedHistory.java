package io.watchlake.jobs.backtest;

import io.watchlake.model.signal.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Several histories as one; of one time those of the earlier history come first. */
final class MergedHistory implements SignalHistory {

  private record Head(Signal signal, int from) {}

  private static final Comparator<Head> ORDER =
      Comparator.<Head>comparingLong(head -> head.signal().timeUnixNano())
          .thenComparingInt(Head::from);

  private final List<SignalHistory> all;
  private final PriorityQueue<Head> heads = new PriorityQueue<>(ORDER);

  MergedHistory(List<SignalHistory> all) {
    this.all = List.copyOf(all);
    for (int i = 0; i < all.size(); i++) {
      refill(i);
    }
  }

  private void refill(int from) {
    Signal next = all.get(from).next();
    if (next != null) {
      heads.add(new Head(next, from));
    }
  }

  @Override
  public @Nullable Signal next() {
    Head first = heads.poll();
    if (first == null) {
      return null;
    }
    refill(first.from());
    return first.signal();
  }

  @Override
  public void close() {
    all.forEach(SignalHistory::close);
  }
}
