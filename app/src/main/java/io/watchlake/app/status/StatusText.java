package io.watchlake.app.status;

import io.watchlake.app.cli.Terminal;
import io.watchlake.app.status.StackStatus.Flow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A status as a page for people: what is wrong first, then a table a subject. */
final class StatusText {

  private static final String NONE = "-";
  private static final String GREEN = "32";
  private static final String RED = "31";
  private static final String BOLD = "1";

  private final StringBuilder text = new StringBuilder();
  private final boolean colour;
  private final Instant now;

  private StatusText(boolean colour, Instant now) {
    this.colour = colour;
    this.now = now;
  }

  /** The page, ended by a line break. */
  static String of(StackStatus status, Terminal terminal) {
    StatusText page = new StatusText(terminal.colour(), status.at());
    page.head(status);
    page.components(status.components());
    page.jobs(status.jobs());
    page.flows(status.flows());
    page.lag(status.lag());
    page.channels(status.channels());
    page.deadLetters(status.deadLetters());
    page.tooManySeries(status.tooManySeries());
    page.tables(status.tables());
    return page.text.toString();
  }

  private void head(StackStatus status) {
    String state = status.state().code();
    text.append(paint(BOLD, "Watchlake"))
        .append(" is ")
        .append(paint(status.healthy() ? GREEN : RED, state))
        .append("  (")
        .append(status.home())
        .append(")\n");
    for (String problem : status.problems()) {
      text.append("  ").append(paint(RED, "!")).append(' ').append(problem).append('\n');
    }
  }

  private void components(List<StackStatus.Component> components) {
    TextTable table =
        new TextTable("component", "state", "since>", "pid>", "restarts>", "memory>", "address");
    for (StackStatus.Component one : components) {
      table.row(
          one.name(),
          state(one.state(), one.healthy()),
          ago(one.since()),
          one.pid() == null ? NONE : one.pid().toString(),
          count(one.restarts()),
          one.memoryBytes() == null ? NONE : bytes(one.memoryBytes()),
          one.address());
    }
    section("Components", table);
  }

  private void jobs(List<StackStatus.Job> jobs) {
    TextTable table =
        new TextTable("job", "state", "checkpoint>", "completed>", "state size>", "restarts>");
    for (StackStatus.Job one : jobs) {
      StackStatus.Checkpoint checkpoint = one.lastCheckpoint();
      table.row(
          one.name(),
          state(one.state().toLowerCase(Locale.ROOT), one.healthy()),
          checkpoint == null ? NONE : "#" + checkpoint.id(),
          checkpoint == null ? NONE : ago(checkpoint.completedAt()),
          checkpoint == null ? NONE : bytes(checkpoint.bytes()),
          count(one.restarts()));
    }
    section("Jobs", table);
  }

  private void flows(List<Flow> flows) {
    TextTable table =
        new TextTable(
            "timeline", "topic", "messages>", "rows>", "late>", "dead>", "lag>", "newest row>");
    for (Flow one : flows) {
      table.row(
          one.timeline(),
          one.topic(),
          count(one.messages()),
          count(one.rows()),
          count(one.late()),
          dead(one.deadLetters()),
          count(one.lag()),
          one.newestAt() == null ? NONE : ago(one.newestAt()));
    }
    section("Data", table);
  }

  /** The lag of the telemetry jobs is told with their data; here are the groups that are behind. */
  private void lag(List<StackStatus.Lag> groups) {
    TextTable table = new TextTable("consumer group", "topic", "messages behind>");
    groups.stream()
        .filter(one -> one.lag() > 0)
        .forEach(one -> table.row(one.group(), one.topic(), count(one.lag())));
    section("Behind", table);
  }

  private void channels(List<StackStatus.Channel> channels) {
    TextTable table =
        new TextTable("channel", "type", "sent>", "given up>", "waiting>", "last sent>", "trouble");
    for (StackStatus.Channel one : channels) {
      table.row(
          one.channel(),
          one.type(),
          count(one.sent()),
          dead(one.dead()),
          count(one.waiting()),
          one.lastSentAt() == null ? NONE : ago(one.lastSentAt()),
          one.lastError() == null ? NONE : paint(RED, one.lastError()));
    }
    section("Notifications", table);
  }

  private void deadLetters(List<StackStatus.DeadLetters> letters) {
    TextTable table = new TextTable("timeline", "topic", "reason", "records>");
    letters.forEach(
        one -> table.row(one.timeline(), one.topic(), one.reason(), count(one.records())));
    section("Dead letters", table);
  }

  private void tooManySeries(List<StackStatus.TooManySeries> metrics) {
    TextTable table = new TextTable("timeline", "metric", "series>", "most varied label", "last>");
    metrics.forEach(
        one ->
            table.row(
                one.timeline(), one.metric(), count(one.series()), one.label(), ago(one.lastAt())));
    section("Too many series", table);
  }

  private void tables(List<StackStatus.TableFigures> tables) {
    TextTable table =
        new TextTable("table", "rows>", "files>", "most in a day>", "size>", "last commit>");
    for (StackStatus.TableFigures one : tables) {
      table.row(
          one.table(),
          count(one.rows()),
          count(one.files()),
          count(one.mostFilesInAPartition()),
          bytes(one.bytes()),
          one.lastCommitAt() == null ? NONE : ago(one.lastCommitAt()));
    }
    section("Tables", table);
  }

  private void section(String title, TextTable table) {
    if (!table.isEmpty()) {
      text.append('\n').append(paint(BOLD, title)).append('\n');
      table.printTo(text, "  ");
    }
  }

  private String state(String state, boolean healthy) {
    return paint(healthy ? GREEN : RED, state);
  }

  private String paint(String code, String words) {
    return colour ? "\u001b[" + code + "m" + words + "\u001b[0m" : words;
  }

  private String dead(@Nullable Long letters) {
    return letters != null && letters > 0 ? paint(RED, count(letters)) : count(letters);
  }

  private static String count(@Nullable Number number) {
    return number == null ? NONE : String.format(Locale.ROOT, "%,d", number.longValue());
  }

  static String bytes(long bytes) {
    List<String> units = List.of("B", "KiB", "MiB", "GiB", "TiB");
    double size = bytes;
    int unit = 0;
    while (size >= 1024 && unit < units.size() - 1) {
      size /= 1024;
      unit++;
    }
    return String.format(
        Locale.ROOT, unit > 0 && size < 10 ? "%.1f %s" : "%.0f %s", size, units.get(unit));
  }

  private String ago(Instant then) {
    long seconds = Math.max(0, Duration.between(then, now).toSeconds());
    if (seconds < 1) {
      return "now";
    }
    if (seconds < 120) {
      return seconds + " s ago";
    }
    if (seconds < 2 * 3600) {
      return seconds / 60 + " min ago";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + " h ago" : seconds / 86_400 + " d ago";
  }

  /** Columns aligned to their widest cell; a heading that ends in {@code >} aligns right. */
  private static final class TextTable {

    private final List<String[]> rows = new ArrayList<>();
    private final boolean[] right;

    TextTable(String... headings) {
      right = new boolean[headings.length];
      String[] names = new String[headings.length];
      for (int i = 0; i < headings.length; i++) {
        right[i] = headings[i].endsWith(">");
        names[i] = right[i] ? headings[i].substring(0, headings[i].length() - 1) : headings[i];
      }
      rows.add(names);
    }

    void row(String... cells) {
      rows.add(cells);
    }

    boolean isEmpty() {
      return rows.size() == 1;
    }

    void printTo(StringBuilder out, String indent) {
      int[] widths = new int[right.length];
      for (String[] row : rows) {
        for (int i = 0; i < row.length; i++) {
          widths[i] = Math.max(widths[i], width(row[i]));
        }
      }
      for (String[] row : rows) {
        StringBuilder line = new StringBuilder(indent);
        for (int i = 0; i < row.length; i++) {
          String padding = " ".repeat(widths[i] - width(row[i]));
          line.append(i == 0 ? "" : "  ");
          line.append(right[i] ? padding + row[i] : row[i] + padding);
        }
        out.append(line.toString().stripTrailing()).append('\n');
      }
    }

    /** Colours take no place. */
    private static int width(String cell) {
      return cell.replaceAll("\u001b\\[[0-9]*m", "").length();
    }
  }
}
