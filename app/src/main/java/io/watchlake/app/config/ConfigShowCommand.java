package io.watchlake.app.config;

import io.watchlake.app.cli.CommandException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code watchlake config show}: the settings a file gives, defaults included. */
@Command(
    name = "show",
    description = "Show the settings a file gives: every key that is used, with its value.",
    mixinStandardHelpOptions = true)
final class ConfigShowCommand implements Runnable {

  private static final String DEFAULT = "default";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration file (default: none, which shows the defaults).")
  private @Nullable Path config;

  @Option(
      names = "--format",
      paramLabel = "text|json",
      converter = OutputFormat.Converter.class,
      description = "YAML for people, or JSON (default: text).")
  private OutputFormat format = OutputFormat.TEXT;

  /** A key with a value. */
  private record Setting(String key, String value, String origin) {}

  @Override
  public void run() {
    Optional<Path> file = Optional.ofNullable(config);
    List<Setting> settings =
        file.map(ConfigShowCommand::of).orElseGet(() -> of(Values.DEFAULTS, ""));
    PrintWriter out = spec.commandLine().getOut();
    if (format == OutputFormat.JSON) {
      out.println(Json.write(json(settings)));
    } else {
      out.println("# " + file.map(path -> "Settings of " + path).orElse("No file: the defaults"));
      yaml(settings, out);
    }
    out.flush();
  }

  private static List<Setting> of(Path file) {
    Check check = Check.of(file);
    if (!check.errors().isEmpty()) {
      throw CommandException.badInput(
          check.errors().stream()
              .map(problem -> problem.in(file.toString()))
              .collect(Collectors.joining("\n")));
    }
    return of(check.values(), file.toString());
  }

  private static List<Setting> of(Values values, String file) {
    List<Setting> settings = new ArrayList<>();
    for (Key<?> key : Registry.keys()) {
      if (key.used() && key.named()) {
        for (String name : values.named(key).keySet()) {
          text(values, key, name)
              .ifPresent(
                  value -> settings.add(new Setting(key.path().replace("*", name), value, file)));
        }
      } else if (key.used()) {
        String origin = values.given(key) ? file : DEFAULT;
        text(values, key).ifPresent(value -> settings.add(new Setting(key.path(), value, origin)));
      }
    }
    return settings;
  }

  private static <T> Optional<String> text(Values values, Key<T> key) {
    return values.find(key).map(key.type()::show);
  }

  private static <T> Optional<String> text(Values values, Key<T> key, String name) {
    return values.find(key, name).map(key.type()::show);
  }

  private static List<Map<String, String>> json(List<Setting> settings) {
    return settings.stream()
        .map(
            setting -> {
              Map<String, String> one = new LinkedHashMap<>();
              one.put("key", setting.key());
              one.put("value", setting.value());
              one.put("from", setting.origin());
              return one;
            })
        .toList();
  }

  /** The settings as a file that could be loaded again. */
  private static void yaml(List<Setting> settings, PrintWriter out) {
    List<String> open = List.of();
    for (Setting setting : settings.stream().sorted(Comparator.comparing(Setting::key)).toList()) {
      List<String> names = List.of(setting.key().split("\\."));
      List<String> sections = names.subList(0, names.size() - 1);
      int common = 0;
      while (common < Math.min(open.size(), sections.size())
          && open.get(common).equals(sections.get(common))) {
        common++;
      }
      for (int depth = common; depth < sections.size(); depth++) {
        out.println("  ".repeat(depth) + sections.get(depth) + ":");
      }
      out.println(
          "  ".repeat(sections.size())
              + names.get(names.size() - 1)
              + ": "
              + setting.value()
              + (setting.origin().equals(DEFAULT) ? "  # default" : ""));
      open = sections;
    }
  }
}
