package io.watchlake.jobs.launch;

import io.watchlake.model.Timeline;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a job, {@code --key value} or {@code --key=value}. A key without a value is a
 * switch. Problems are collected and told all at once by {@link #build}; until then a wrong value
 * reads as its default.
 */
public final class Arguments {

  private final String job;
  private final Map<String, List<String>> values = new LinkedHashMap<>();
  private final Set<String> known = new HashSet<>();
  private final List<String> problems = new ArrayList<>();

  private Arguments(String job) {
    this.job = job;
  }

  /**
   * Reads {@code args} and makes options of them.
   *
   * @param job the job's base name, for messages
   * @throws InvalidArgumentsException listing every problem, unknown keys among them
   */
  public static <T> T build(String job, String[] args, Function<Arguments, T> options) {
    Arguments arguments = new Arguments(job);
    arguments.read(args);
    @Nullable T result = null;
    try {
      result = options.apply(arguments);
    } catch (IllegalArgumentException e) {
      // Records check what they hold; a value that was wrong before is told once, by its key.
      if (arguments.problems.isEmpty()) {
        arguments.problems.add(String.valueOf(e.getMessage()));
      }
    }
    arguments.rejectUnknown();
    if (result == null || !arguments.problems.isEmpty()) {
      throw new InvalidArgumentsException(job, arguments.problems);
    }
    return result;
  }

  private void read(String[] args) {
    int next = 0;
    while (next < args.length) {
      String arg = args[next++];
      if (!arg.startsWith("--") || arg.length() == 2) {
        problems.add("'" + arg + "' is not an option: options are '--key value'");
        continue;
      }
      int equals = arg.indexOf('=');
      if (equals > 0) {
        put(arg.substring(2, equals), arg.substring(equals + 1));
      } else if (next < args.length && !args[next].startsWith("--")) {
        put(arg.substring(2), args[next++]);
      } else {
        put(arg.substring(2), "");
      }
    }
  }

  private void put(String key, String value) {
    values.computeIfAbsent(key, ignored -> new ArrayList<>()).add(value);
  }

  private void rejectUnknown() {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        problems.add("--" + key + " is not an option of this job; its options are " + names(known));
      }
    }
  }

  private static String names(Collection<String> keys) {
    List<String> names = new ArrayList<>();
    for (String key : new TreeSet<>(keys)) {
      names.add("--" + key);
    }
    return String.join(", ", names);
  }

  /** The job's base name. */
  public String job() {
    return job;
  }

  /** Notes a problem that no single getter sees. */
  public void problem(String message) {
    problems.add(message);
  }

  /** Accepts keys that this job has no use for, so that a launcher may give all jobs the same. */
  public void accept(String... keys) {
    known.addAll(List.of(keys));
  }

  /** A text that must be there. */
  public String required(String key) {
    String value = single(key);
    if (value == null || value.isBlank()) {
      problems.add("--" + key + " is missing");
      return "";
    }
    return value;
  }

  /** A text, or its default. */
  public String text(String key, String defaultValue) {
    String value = single(key);
    if (value == null) {
      return defaultValue;
    }
    if (value.isBlank()) {
      problems.add("--" + key + " has no value");
      return defaultValue;
    }
    return value;
  }

  /** A whole number from {@code min} to {@code max}, or its default. */
  public int number(String key, int defaultValue, int min, int max) {
    String value = single(key);
    if (value == null) {
      return defaultValue;
    }
    try {
      int number = Integer.parseInt(value.trim());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as a number out of range is.
    }
    problems.add(
        "--" + key + " is '" + value + "': it must be a whole number from " + min + " to " + max);
    return defaultValue;
  }

  /** Whether a switch is set: given without a value, or {@code true}. */
  public boolean flag(String key) {
    String value = single(key);
    if (value == null || value.equals("false")) {
      return false;
    }
    if (!value.isEmpty() && !value.equals("true")) {
      problems.add("--" + key + " is '" + value + "': it is a switch, give it no value");
    }
    return true;
  }

  /** A timeline's name; {@code live} by default. */
  public Timeline timeline(String key) {
    String value = text(key, Timeline.LIVE.name());
    try {
      return new Timeline(value);
    } catch (IllegalArgumentException e) {
      problems.add("--" + key + ": " + e.getMessage());
      return Timeline.LIVE;
    }
  }

  /** Properties, each {@code --key name=value}; the key may be repeated. */
  public Map<String, String> properties(String key) {
    known.add(key);
    Map<String, String> properties = new TreeMap<>();
    for (String value : values.getOrDefault(key, List.of())) {
      int equals = value.indexOf('=');
      if (equals < 1) {
        problems.add("--" + key + " is '" + value + "': it must be name=value");
      } else if (properties.put(value.substring(0, equals), value.substring(equals + 1)) != null) {
        problems.add("--" + key + " sets " + value.substring(0, equals) + " twice");
      }
    }
    return properties;
  }

  private @Nullable String single(String key) {
    known.add(key);
    List<String> given = values.getOrDefault(key, List.of());
    if (given.size() > 1) {
      problems.add("--" + key + " is given " + given.size() + " times");
    }
    return given.isEmpty() ? null : given.get(0);
  }
}
