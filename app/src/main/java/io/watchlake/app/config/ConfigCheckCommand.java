package io.watchlake.app.config;

import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.config.Check.Status;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake config check FILE}: every key of a file, and every problem. */
@Command(
    name = "check",
    description = "Say of each key in a file whether it is used, and if not, why.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:the file can be used", "2:the file has problems"})
final class ConfigCheckCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "The configuration file.")
  private Path file = Path.of("");

  @Option(
      names = "--format",
      paramLabel = "text|json",
      converter = OutputFormat.Converter.class,
      description = "How to write (default: text).")
  private OutputFormat format = OutputFormat.TEXT;

  @Override
  public Integer call() {
    Check check = Check.of(file);
    PrintWriter out = spec.commandLine().getOut();
    if (format == OutputFormat.JSON) {
      out.println(Json.write(json(check)));
    } else {
      text(check, out);
    }
    out.flush();
    return check.errors().isEmpty() ? ExitCode.OK : ExitCode.BAD_INPUT;
  }

  private void text(Check check, PrintWriter out) {
    int width = check.entries().stream().mapToInt(entry -> entry.key().length()).max().orElse(0);
    for (Check.Entry entry : check.entries()) {
      out.printf(
          "%5d  %-" + width + "s  %-8s  %s%n",
          entry.line(),
          entry.key(),
          entry.status().word(),
          entry.why());
    }
    if (!check.entries().isEmpty()) {
      out.println();
    }
    if (!check.problems().isEmpty()) {
      check.problems().forEach(problem -> out.println(problem.in(file.toString())));
      out.println();
    }
    int errors = check.errors().size();
    int warnings = check.warnings().size();
    out.printf(
        "%s %s; %s; %s, %s%n",
        file,
        errors == 0 ? "can be used" : "cannot be used",
        check.entries().isEmpty() ? "no keys" : counts(check.entries()),
        count(errors, "error"),
        count(warnings, "warning"));
  }

  private static String counts(List<Check.Entry> entries) {
    return Arrays.stream(Status.values())
        .map(
            status ->
                Map.entry(
                    status, entries.stream().filter(entry -> entry.status() == status).count()))
        .filter(counted -> counted.getValue() > 0)
        .map(counted -> counted.getValue() + " " + counted.getKey().word())
        .collect(Collectors.joining(", ", count(entries.size(), "key") + ": ", ""));
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  private Map<String, Object> json(Check check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("file", file.toString());
    json.put("usable", check.errors().isEmpty());
    json.put(
        "problems",
        check.problems().stream()
            .map(
                problem -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("severity", problem.severity().word());
                  one.put("line", problem.line());
                  one.put("column", problem.column());
                  one.put("key", problem.key());
                  one.put("message", problem.message());
                  one.put("advice", problem.advice());
                  return one;
                })
            .toList());
    json.put(
        "keys",
        check.entries().stream()
            .map(
                entry -> {
                  Map<String, Object> one = new LinkedHashMap<>();
                  one.put("key", entry.key());
                  one.put("line", entry.line());
                  one.put("column", entry.column());
                  one.put("status", entry.status().word());
                  one.put("why", entry.why());
                  return one;
                })
            .toList());
    return json;
  }
}
