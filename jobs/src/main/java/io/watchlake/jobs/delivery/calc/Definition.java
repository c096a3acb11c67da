package io.watchlake.jobs.delivery.calc;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is meant by the figures.
 *
 * @param name what its user calls it; empty for the standard one and what differs from it unnamed
 * @param failures on which grounds a deployment counts as failed
 * @param attribution on which grounds an incident is blamed on a deployment
 * @param timeWindow how long after a deployment an incident is blamed on it when nothing links them
 * @param artifactWindow how long after a deployment an incident that names its artifact is
 * @param rollbacksCount whether deployments that only step back count among the deployments
 * @param leadTimeFrom where lead time begins
 * @param restoreFrom where time to restore begins
 * @param production names of the environments whose deployments count, in whatever case; empty for
 *     all that are not called dev, test, staging and the like
 */
public record Definition(
    String name,
    Set<FailureRule> failures,
    Set<Ground> attribution,
    Duration timeWindow,
    Duration artifactWindow,
    boolean rollbacksCount,
    LeadTimeStart leadTimeFrom,
    RestoreStart restoreFrom,
    List<String> production)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** What the standard one is called. */
  public static final String STANDARD_NAME = "standard";

  /** Development, test and staging, as they are commonly called. */
  private static final Pattern NOT_PRODUCTION =
      Pattern.compile(
          "(local|dev|develop|development|ci|test|testing|qa|int|integration|uat|acceptance|demo"
              + "|preview|pr|review|sandbox|stage|staging|pre-?prod|preproduction|perf|load)"
              + "([-_/.].*|\\d*)");

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
  private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9._/-]+");

  /** Failures by incidents and rollbacks, a window of 24 hours, 7 days for an artifact. */
  public static final Definition STANDARD =
      new Definition(
          "",
          EnumSet.of(FailureRule.INCIDENT, FailureRule.ROLLBACK),
          EnumSet.allOf(Ground.class),
          Duration.ofHours(24),
          Duration.ofDays(7),
          true,
          LeadTimeStart.MERGE,
          RestoreStart.DETECTION,
          List.of());

  /**
   * @throws IllegalArgumentException for a name or an environment that is none, and where no
   *     failure rule or no ground is left
   */
  public Definition {
    if (!name.isEmpty() && (!NAME.matcher(name).matches() || name.equals(STANDARD_NAME))) {
      throw new IllegalArgumentException(
          "'" + name + "' is no name for a definition: letters, digits, . _ -, and not standard");
    }
    if (failures.isEmpty() || attribution.isEmpty()) {
      throw new IllegalArgumentException(
          "a definition has one failure rule and one ground of attribution at least");
    }
    production.forEach(Definition::checkEnvironment);
    failures = Collections.unmodifiableSet(EnumSet.copyOf(failures));
    attribution = Collections.unmodifiableSet(EnumSet.copyOf(attribution));
    production = List.copyOf(production);
  }

  /**
   * Refuses what is no name of an environment.
   *
   * @throws IllegalArgumentException which says what is
   */
  public static void checkEnvironment(String name) {
    if (!ENVIRONMENT.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'" + name + "' is not the name of an environment: letters, digits, . _ / and - only");
    }
  }

  /** Whether deployments to an environment count. */
  boolean counts(String environment) {
    return production.isEmpty()
        ? !NOT_PRODUCTION.matcher(environment.toLowerCase(Locale.ROOT)).matches()
        : production.stream().anyMatch(environment::equalsIgnoreCase);
  }

  /** Its name, else {@code standard} and what differs from it. */
  public String title() {
    if (!name.isEmpty()) {
      return name;
    }
    List<String> parts = new ArrayList<>();
    parts.add(STANDARD_NAME);
    parts.addAll(differences());
    return String.join(",", parts);
  }

  /** Where it is not the standard one, as {@code what=how}; the same text for the same meaning. */
  List<String> differences() {
    List<String> parts = new ArrayList<>();
    if (!failures.equals(STANDARD.failures)) {
      parts.add("failures=" + codes(failures, FailureRule::code));
    }
    if (!attribution.equals(STANDARD.attribution)) {
      parts.add("attribution=" + codes(attribution, Ground::code));
    }
    if (!timeWindow.equals(STANDARD.timeWindow)) {
      parts.add("window=" + timeWindow);
    }
    if (!artifactWindow.equals(STANDARD.artifactWindow)) {
      parts.add("artifact-window=" + artifactWindow);
    }
    if (!rollbacksCount) {
      parts.add("rollbacks=excluded");
    }
    if (leadTimeFrom != STANDARD.leadTimeFrom) {
      parts.add("lead-time-from=" + leadTimeFrom.code());
    }
    if (restoreFrom != STANDARD.restoreFrom) {
      parts.add("restore-from=" + restoreFrom.code());
    }
    if (!production.isEmpty()) {
      parts.add(
          "production="
              + production.stream()
                  .map(environment -> environment.toLowerCase(Locale.ROOT))
                  .sorted()
                  .distinct()
                  .collect(Collectors.joining("+")));
    }
    return parts;
  }

  private static <T> String codes(Collection<T> values, Function<T, String> code) {
    return values.stream().map(code).collect(Collectors.joining("+"));
  }

  /** The same with other failure rules. */
  public Definition withFailures(Set<FailureRule> others) {
    return new Definition(
        "",
        others,
        attribution,
        timeWindow,
        artifactWindow,
        rollbacksCount,
        leadTimeFrom,
        restoreFrom,
        production);
  }

  /** The same with another window. */
  public Definition withTimeWindow(Duration other) {
    return new Definition(
        "",
        failures,
        attribution,
        other,
        artifactWindow,
        rollbacksCount,
        leadTimeFrom,
        restoreFrom,
        production);
  }

  /** The same, counting other environments. */
  public Definition withProduction(List<String> others) {
    return new Definition(
        "",
        failures,
        attribution,
        timeWindow,
        artifactWindow,
        rollbacksCount,
        leadTimeFrom,
        restoreFrom,
        others);
  }
}
