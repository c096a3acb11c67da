package io.watchlake.model.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A rule with its versions: which of them counts, and which runs beside it.
 *
 * @param name the rule's name
 * @param live the version that counts; 0 for none
 * @param shadow the version that runs beside it, whose alerts reach nobody; 0 for none
 * @param changedUnixNano when any of this changed last, nanoseconds since the epoch, UTC
 * @param versions the last of them, oldest first
 */
public record RuleVersions(
    String name, long live, long shadow, long changedUnixNano, List<Version> versions) {

  /** How many versions are kept. */
  public static final int KEPT = 20;

  public RuleVersions {
    versions = List.copyOf(versions);
  }

  /**
   * A version.
   *
   * @param number from 1
   * @param text the file of rules it was in
   * @param appliedUnixNano when it was given, nanoseconds since the epoch, UTC
   */
  public record Version(long number, String text, long appliedUnixNano) {}

  /** A rule without versions. */
  public static RuleVersions none(String name) {
    return new RuleVersions(name, 0, 0, 0, List.of());
  }

  /** A version by its number. */
  public Optional<Version> version(long number) {
    return versions.stream().filter(version -> version.number() == number).findFirst();
  }

  /** The newest version's number; 0 for none. */
  public long newest() {
    return versions.isEmpty() ? 0 : versions.get(versions.size() - 1).number();
  }

  /**
   * The same with one version more, which nothing points to; the oldest that nothing needs goes.
   */
  public RuleVersions with(String text, long appliedUnixNano) {
    List<Version> more = new ArrayList<>(versions);
    more.add(new Version(newest() + 1, text, appliedUnixNano));
    while (more.size() > KEPT) {
      int oldest = 0;
      while (more.get(oldest).number() == live || more.get(oldest).number() == shadow) {
        oldest++;
      }
      more.remove(oldest);
    }
    return new RuleVersions(name, live, shadow, appliedUnixNano, more);
  }

  /** The same with another version that counts. */
  public RuleVersions live(long number, long nowUnixNano) {
    return new RuleVersions(name, number, shadow == number ? 0 : shadow, nowUnixNano, versions);
  }

  /** The same with another version beside the one that counts. */
  public RuleVersions shadow(long number, long nowUnixNano) {
    return new RuleVersions(name, live, number, nowUnixNano, versions);
  }
}
