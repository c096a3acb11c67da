package io.watchlake.model.alert;

import java.util.List;

/**
 * What a digest tells beside the alerts that it names: all that was told in digests and fires.
 *
 * @param notifications how many notifications it stands for; 0 where it only says that all is over
 * @param firing how many alerts fire of those that digests told of
 * @param resolved how many are over since the digest before
 * @param severities how many of those that fire have which severity, the most first
 * @param rules the same by their rules, the largest alone
 * @param services the same by their services, the largest alone
 */
public record Digest(
    long notifications,
    long firing,
    long resolved,
    List<Count> severities,
    List<Count> rules,
    List<Count> services) {

  public Digest {
    severities = List.copyOf(severities);
    rules = List.copyOf(rules);
    services = List.copyOf(services);
  }

  /**
   * How many have a name.
   *
   * @param name empty for those that have none
   */
  public record Count(String name, long count) {}
}
