package io.watchlake.model;

import java.util.regex.Pattern;

/**
 * A line of event time with its own topics, jobs and watermarks, so that history is never judged by
 * the live clock.
 *
 * @param name {@code live}, or the name given to a replay: 1 to 40 characters of {@code a-z 0-9 -},
 *     beginning with a letter
 */
public record Timeline(String name) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

  /** The timeline of data that happens now. */
  public static final Timeline LIVE = new Timeline("live");

  public Timeline {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a timeline name: 1 to 40 characters of a-z, 0-9 and '-', beginning with a"
              + " letter");
    }
  }

  public boolean isLive() {
    return name.equals(LIVE.name);
  }

  /** The topic that carries {@code base} on this timeline: the base itself when live. */
  public String topic(String base) {
    return isLive() ? base : base + '.' + name;
  }

  /** The timeline a topic belongs to, from its name alone. */
  public static Timeline ofTopic(String topic) {
    int dot = topic.indexOf('.');
    return dot < 0 ? LIVE : new Timeline(topic.substring(dot + 1));
  }

  @Override
  public String toString() {
    return name;
  }
}
