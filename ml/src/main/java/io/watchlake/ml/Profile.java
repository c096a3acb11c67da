package io.watchlake.ml;

/** How much a detector remembers. Codes are part of kept state: never reuse one. */
public enum Profile {
  /** Half hours of the day, hours of the week, fine tails: at most 16 KB a series. */
  FULL(1, 48, true, 96),
  /** Hours of the day and coarser tails: at most 4 KB a series. */
  LIGHT(2, 24, false, 32);

  private final int code;
  private final int daySlots;
  private final boolean weekly;
  private final int buckets;

  Profile(int code, int daySlots, boolean weekly, int buckets) {
    this.code = code;
    this.daySlots = daySlots;
    this.weekly = weekly;
    this.buckets = buckets;
  }

  public int code() {
    return code;
  }

  /** The name that it is chosen by: {@code full} or {@code light}. */
  public String id() {
    return this == FULL ? "full" : "light";
  }

  int daySlots() {
    return daySlots;
  }

  boolean weekly() {
    return weekly;
  }

  int buckets() {
    return buckets;
  }

  /**
   * The profile of a name.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Profile ofId(String id) {
    for (Profile profile : values()) {
      if (profile.id().equals(id)) {
        return profile;
      }
    }
    throw new IllegalArgumentException("'" + id + "' is not one of full, light");
  }

  /**
   * The profile with this code.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Profile ofCode(int code) {
    for (Profile profile : values()) {
      if (profile.code == code) {
        return profile;
      }
    }
    throw new IllegalArgumentException("no profile has the code " + code);
  }
}
