package io.watchlake.app.page;

import io.watchlake.model.Timeline;
import java.time.Duration;
import java.time.Instant;

/**
 * What is looked at: the last minutes of a timeline.
 *
 * @param minutes length of the window, 1 to {@link #MAX_MINUTES}
 */
public record View(Timeline timeline, int minutes) {

  /** A week. */
  public static final int MAX_MINUTES = 7 * 24 * 60;

  public static final int DEFAULT_MINUTES = 15;

  public View {
    if (minutes < 1 || minutes > MAX_MINUTES) {
      throw new IllegalArgumentException(
          "minutes must be between 1 and " + MAX_MINUTES + ", not " + minutes);
    }
  }

  /** The window that ends at {@code end}. */
  public Window endingAt(Instant end) {
    return new Window(timeline, minutes, end.minus(Duration.ofMinutes(minutes)), end);
  }

  /** A view at a moment: from (inclusive) to (exclusive). */
  public record Window(Timeline timeline, int minutes, Instant from, Instant to) {

    public long seconds() {
      return Duration.between(from, to).toSeconds();
    }
  }
}
