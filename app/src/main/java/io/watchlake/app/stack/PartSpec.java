package io.watchlake.app.stack;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How to run one process and to tell whether it works. */
interface PartSpec {

  /** The component's name, one of {@link Components}. */
  String name();

  /** Where it is reached. */
  String address();

  /** What must be on disk before it starts; called before every start. */
  void prepare() throws IOException;

  /**
   * The command line.
   *
   * @param launch 1 for the first start, one more for each restart
   */
  List<String> command(int launch);

  /** Environment beside what is inherited. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /**
   * Whether the process started as {@code launch} does its work.
   *
   * @param starting true until it was healthy once; afterwards a failure of something else that it
   *     is asked through is no reason to say no
   */
  boolean healthy(int launch, boolean starting);

  /** How long it may take from start to healthy. */
  default Duration startDeadline() {
    return Duration.ofMinutes(3);
  }

  /** How long it may take to end when asked, before it is killed. */
  default Duration stopDeadline() {
    return Duration.ofSeconds(15);
  }
}
