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
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What is meant by the figures.
 *
 * @param failureRules on which grounds a deployment counts as failed
 * @param timeWindow how long after a deployment an incident is blamed on it when nothing links them
 * @param artifactWindow how long after a deployment an incident that names its artifact is
 * @param rollbacksCount whether deployments that only step back count among the deployments
 * @param otherEnvironments matches the whole name, in lower case, of environments whose deployments
 *     do not count
 */
public record Definition(
    Set<FailureRule> failureRules,
    Duration timeWindow,
    Duration artifactWindow,
    boolean rollbacksCount,
    Pattern otherEnvironments)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** Development, test and staging, as they are commonly called. */
  private static final Pattern NOT_PRODUCTION =
      Pattern.compile(
          "(local|dev|develop|development|ci|test|testing|qa|int|integration|uat|acceptance|demo"
              + "|preview|pr|review|sandbox|stage|staging|pre-?prod|preproduction|perf|load)"
              + "([-_/.].*|\\d*)");

  /** Failures by incidents and rollbacks, a window of 24 hours, 7 days for an artifact. */
  public static final Definition STANDARD =
      new Definition(
          EnumSet.of(FailureRule.INCIDENT, FailureRule.ROLLBACK),
          Duration.ofHours(24),
          Duration.ofDays(7),
          true,
          NOT_PRODUCTION);

  public Definition {
    failureRules = Collections.unmodifiableSet(EnumSet.copyOf(failureRules));
  }

  /**
   * Matches every environment but these.
   *
   * @param production names of the environments that count, of letters, digits, {@code . _ / -}
   * @throws IllegalArgumentException for another name, or none
   */
  public static Pattern allBut(Collection<String> production) {
    if (production.isEmpty()) {
      throw new IllegalArgumentException("no environment counts as production");
    }
    TreeSet<String> names = new TreeSet<>();
    for (String name : production) {
      if (!name.matches("[A-Za-z0-9._/-]+")) {
        throw new IllegalArgumentException(
            "'" + name + "' is not the name of an environment: letters, digits, . _ / and - only");
      }
      names.add(name.toLowerCase(Locale.ROOT).replace(".", "\\."));
    }
    return Pattern.compile("(?!(" + String.join("|", names) + ")$).*");
  }

  /** Whether deployments to an environment count. */
  boolean counts(String environment) {
    return !otherEnvironments.matcher(environment.toLowerCase(Locale.ROOT)).matches();
  }

  /** {@code standard}, and what differs from it: two figures of one name are comparable. */
  public String name() {
    List<String> parts = new ArrayList<>();
    parts.add("standard");
    if (!failureRules.equals(STANDARD.failureRules)) {
      parts.add(
          failureRules.stream()
              .map(FailureRule::code)
              .collect(Collectors.joining("+", "failures=", "")));
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
    if (!otherEnvironments.pattern().equals(STANDARD.otherEnvironments.pattern())) {
      parts.add("other-environments=" + otherEnvironments.pattern());
    }
    return String.join(",", parts);
  }
}
