package io.watchlake.jobs.delivery;

import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.jobs.delivery.calc.FailureRule;
import io.watchlake.jobs.delivery.calc.Ground;
import io.watchlake.jobs.delivery.calc.LeadTimeStart;
import io.watchlake.jobs.delivery.calc.RestoreStart;
import io.watchlake.jobs.launch.Arguments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A definition as arguments of the job {@code delivery}, there and back. */
public final class DefinitionArguments {

  private static final String NAME = "definition";
  private static final String FAILURES = "failures";
  private static final String ATTRIBUTION = "attribution";
  private static final String WINDOW = "window-hours";
  private static final String ARTIFACT_WINDOW = "artifact-window-hours";
  private static final String EXCLUDE_ROLLBACKS = "exclude-rollbacks";
  private static final String LEAD_TIME_FROM = "lead-time-from";
  private static final String RESTORE_FROM = "restore-from";
  private static final String PRODUCTION = "production";
  private static final int MAX_WINDOW_HOURS = 8_760;

  private DefinitionArguments() {}

  /** The arguments that {@link #read} makes this definition of. */
  public static List<String> write(Definition definition) {
    List<String> arguments = new ArrayList<>();
    if (!definition.name().isEmpty()) {
      add(arguments, NAME, definition.name());
    }
    add(arguments, FAILURES, join(definition.failures(), FailureRule::code));
    add(arguments, ATTRIBUTION, join(definition.attribution(), Ground::code));
    add(arguments, WINDOW, Long.toString(definition.timeWindow().toHours()));
    add(arguments, ARTIFACT_WINDOW, Long.toString(definition.artifactWindow().toHours()));
    add(arguments, LEAD_TIME_FROM, definition.leadTimeFrom().code());
    add(arguments, RESTORE_FROM, definition.restoreFrom().code());
    if (!definition.production().isEmpty()) {
      add(arguments, PRODUCTION, String.join(",", definition.production()));
    }
    if (!definition.rollbacksCount()) {
      arguments.add("--" + EXCLUDE_ROLLBACKS);
    }
    return List.copyOf(arguments);
  }

  private static void add(List<String> arguments, String key, String value) {
    arguments.add("--" + key);
    arguments.add(value);
  }

  private static <T> String join(Collection<T> values, Function<T, String> code) {
    return values.stream().map(code).collect(Collectors.joining(","));
  }

  /**
   * The definition that arguments say; what they leave out is as in the standard one. What is wrong
   * is a problem of the arguments.
   */
  static Definition read(Arguments arguments) {
    Definition standard = Definition.STANDARD;
    String production = arguments.text(PRODUCTION, "");
    return new Definition(
        arguments.text(NAME, ""),
        codes(arguments, FAILURES, FailureRule::ofCode, standard.failures()),
        codes(arguments, ATTRIBUTION, Ground::ofCode, standard.attribution()),
        hours(arguments, WINDOW, standard.timeWindow()),
        hours(arguments, ARTIFACT_WINDOW, standard.artifactWindow()),
        !arguments.flag(EXCLUDE_ROLLBACKS),
        code(arguments, LEAD_TIME_FROM, LeadTimeStart::ofCode, standard.leadTimeFrom()),
        code(arguments, RESTORE_FROM, RestoreStart::ofCode, standard.restoreFrom()),
        production.isEmpty() ? List.of() : List.of(production.split(",")));
  }

  private static Duration hours(Arguments arguments, String key, Duration standard) {
    return Duration.ofHours(arguments.number(key, (int) standard.toHours(), 0, MAX_WINDOW_HOURS));
  }

  private static <T> T code(
      Arguments arguments, String key, Function<String, T> ofCode, T standard) {
    String given = arguments.text(key, "");
    return given.isEmpty() ? standard : known(arguments, key, ofCode, given, standard);
  }

  private static <T> Set<T> codes(
      Arguments arguments, String key, Function<String, T> ofCode, Set<T> standard) {
    String given = arguments.text(key, "");
    if (given.isEmpty()) {
      return standard;
    }
    Set<T> codes = new HashSet<>();
    for (String one : given.split(",")) {
      codes.add(known(arguments, key, ofCode, one.strip(), standard.iterator().next()));
    }
    return codes;
  }

  private static <T> T known(
      Arguments arguments, String key, Function<String, T> ofCode, String code, T otherwise) {
    try {
      return ofCode.apply(code);
    } catch (IllegalArgumentException e) {
      arguments.problem("--" + key + ": " + e.getMessage());
      return otherwise;
    }
  }
}
