package io.watchlake.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Telemetry to replay and what is in it.
 *
 * @param name what it is, for the log
 * @param folder the folder with {@code labels.json} and a folder a case
 * @param cases in order of time
 */
record Telemetry(String name, Path folder, List<Case> cases) {

  /** Records by signal. */
  record Counts(long spans, long logs, long points) {
    static final Counts NONE = new Counts(0, 0, 0);

    Counts plus(Counts other) {
      return new Counts(spans + other.spans, logs + other.logs, points + other.points);
    }
  }

  /** One folder of telemetry. */
  record Case(Path folder, Counts counts) {}

  /** All TrainTicket cases where the real telemetry is at hand, else the small shop's. */
  static Telemetry realOrFixture() {
    Path real = Project.root().resolveSibling("shared/data/telemetry/TrainTicket");
    if (Files.isDirectory(real)) {
      return read("TrainTicket", real);
    }
    return fixture();
  }

  /** The small shop's telemetry, which is always at hand. */
  static Telemetry fixture() {
    return read(
        "the small shop",
        Project.root().resolve("tests/system/src/test/resources/fixture").normalize());
  }

  private static Telemetry read(String name, Path folder) {
    try {
      JsonNode labels = new ObjectMapper().readTree(folder.resolve("labels.json").toFile());
      List<Case> cases = new ArrayList<>();
      for (JsonNode label : labels.get("cases")) {
        JsonNode counts = label.get("counts");
        cases.add(
            new Case(
                folder.resolve(label.get("case_id").textValue()),
                new Counts(
                    counts.path("spans").longValue(),
                    counts.path("log_records").longValue(),
                    counts.path("metric_points").longValue())));
      }
      // The folders of the faults are named by their time; the fault-free days come first.
      cases.sort(Comparator.comparing(each -> each.folder().getFileName().toString()));
      return new Telemetry(name, folder, List.copyOf(cases));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Counts total() {
    return cases.stream().map(Case::counts).reduce(Counts.NONE, Counts::plus);
  }

  /** The cases in {@code parts} groups of about the same number, in order. */
  List<List<Case>> split(int parts) {
    List<List<Case>> groups = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      List<Case> group =
          cases.subList(cases.size() * part / parts, cases.size() * (part + 1) / parts);
      if (!group.isEmpty()) {
        groups.add(group);
      }
    }
    return groups;
  }
}
