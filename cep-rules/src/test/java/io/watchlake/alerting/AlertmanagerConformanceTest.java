package io.watchlake.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.watchlake.alerting.AlertmanagerCase.Step;
import io.watchlake.alerting.config.AlertingText;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotifiedAlert;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import io.watchlake.testkit.AlertmanagerServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The same alerts and silences at the same times, given to the real Alertmanager with a webhook for
 * each receiver, and to our machines: both tell the same, with the same content, within a second of
 * the same times. All cases run beside each other. What happens is a second away from what it could
 * be taken for; where the machine is so busy that Alertmanager is late by more, it is tried again.
 */
final class AlertmanagerConformanceTest {

  private static final Path PAGE = Path.of("../docs/alert-conformance.md");
  private static final String MARK = "<!-- notifications -->\n";
  private static final String END = "<!-- cases -->\n";
  private static final long LASTS_MILLIS = 13_900;
  private static final long LATE_MILLIS = 900;
  private static final int TRIES = 3;

  /** What a receiver was told, at a time since the beginning. */
  private record Heard(long millis, Map<String, Object> content) {}

  @Test
  void theCases(@TempDir Path folder) throws Exception {
    assumeThat(AlertmanagerServer.isInstalled())
        .as("Alertmanager is not installed (apt-get install prometheus-alertmanager)")
        .isTrue();
    List<AlertmanagerCase> cases = AlertmanagerCases.of(LocalDate.now(ZoneOffset.UTC));
    List<String> differences = List.of();
    for (int attempt = 0; attempt < TRIES; attempt++) {
      differences = compare(cases, folder.resolve("try-" + attempt));
      if (differences.isEmpty()) {
        break;
      }
    }
    assertThat(differences).isEmpty();
    String table = table(cases);
    Path written = Files.writeString(Path.of("target/alertmanager-conformance.md"), table);
    String page = Files.readString(PAGE);
    assertThat(page.substring(page.indexOf(MARK), page.indexOf(END)))
        .as("copy %s into %s", written.toAbsolutePath(), PAGE)
        .isEqualTo(table);
  }

  /** What differs, a line a case. */
  private static List<String> compare(List<AlertmanagerCase> cases, Path folder) throws Exception {
    Map<String, List<Heard>> theirs = new ConcurrentHashMap<>();
    long[] begin = new long[1];
    HttpServer webhook =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    webhook.createContext("/", exchange -> take(exchange, begin, theirs));
    webhook.start();
    try {
      String address = "http://127.0.0.1:" + webhook.getAddress().getPort();
      String configuration = AlertmanagerCase.configuration(cases, address);
      try (AlertmanagerServer alertmanager = AlertmanagerServer.start(folder, configuration)) {
        begin[0] = System.currentTimeMillis() + 500;
        perform(cases, alertmanager, begin[0]);
      }
      Map<String, List<Heard>> ours = ours(cases, begin[0]);
      List<String> differences = new ArrayList<>();
      for (int i = 0; i < cases.size(); i++) {
        for (String suffix : List.of("", "b")) {
          List<Heard> expected = sorted(theirs.get("r" + i + suffix));
          List<Heard> actual = sorted(ours.get("r" + i + suffix));
          if (!same(expected, actual)) {
            differences.add(
                "%s:%n  Alertmanager %s%n  ours %s"
                    .formatted(cases.get(i).shows(), expected, actual));
          }
        }
      }
      return differences;
    } finally {
      webhook.stop(0);
    }
  }

  private static void take(HttpExchange exchange, long[] begin, Map<String, List<Heard>> into)
      throws IOException {
    long millis = System.currentTimeMillis() - begin[0];
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    into.computeIfAbsent(
            exchange.getRequestURI().getPath().substring(1),
            receiver -> Collections.synchronizedList(new ArrayList<>()))
        .add(new Heard(millis, content(json(body))));
    exchange.sendResponseHeaders(200, -1);
    exchange.close();
  }

  @SuppressWarnings("unchecked") // JSON is YAML, and an object is a map
  private static Map<String, Object> json(String text) {
    return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
  }

  /** What must be the same: all but when an alert ended, which Alertmanager's clock says. */
  @SuppressWarnings("unchecked") // as the webhook has it
  private static Map<String, Object> content(Map<String, Object> message) {
    Map<String, Object> content = new TreeMap<>(message);
    content
        .keySet()
        .retainAll(
            List.of(
                "receiver",
                "status",
                "groupKey",
                "groupLabels",
                "commonLabels",
                "commonAnnotations",
                "truncatedAlerts"));
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (Map<String, Object> alert : (List<Map<String, Object>>) message.get("alerts")) {
      Map<String, Object> same = new TreeMap<>(alert);
      same.keySet().retainAll(List.of("status", "labels", "annotations", "fingerprint"));
      same.put("startsAt", Instant.parse(String.valueOf(alert.get("startsAt"))).toEpochMilli());
      alerts.add(same);
    }
    content.put("alerts", alerts);
    return content;
  }

  private static void perform(
      List<AlertmanagerCase> cases, AlertmanagerServer alertmanager, long begin) throws Exception {
    ScheduledExecutorService clock = Executors.newScheduledThreadPool(4);
    try {
      List<ScheduledFuture<?>> done = new ArrayList<>();
      Map<Integer, String> silences = new ConcurrentHashMap<>();
      for (int i = 0; i < cases.size(); i++) {
        int number = i;
        for (Step step : cases.get(i).parsed()) {
          done.add(
              clock.schedule(
                  () -> perform(step, number, alertmanager, begin, silences),
                  begin + step.millis() - System.currentTimeMillis(),
                  TimeUnit.MILLISECONDS));
        }
      }
      done.add(
          clock.schedule(
              () -> {}, begin + LASTS_MILLIS - System.currentTimeMillis(), TimeUnit.MILLISECONDS));
      for (ScheduledFuture<?> step : done) {
        step.get();
      }
    } finally {
      clock.shutdownNow();
    }
  }

  private static void perform(
      Step step,
      int number,
      AlertmanagerServer alertmanager,
      long begin,
      Map<Integer, String> silences) {
    switch (step.what()) {
      case "fire", "end" ->
          alertmanager.post(
              "/api/v2/alerts",
              "[{\"labels\": %s, \"annotations\": {\"of\": \"%s\"}, \"startsAt\": \"%s\"%s}]"
                  .formatted(
                      json(AlertmanagerCase.labels(step.rest(), number)),
                      number,
                      Instant.ofEpochMilli(starts(step, begin)),
                      step.what().equals("fire")
                          ? ""
                          : ", \"endsAt\": \"%s\""
                              .formatted(Instant.ofEpochMilli(begin + step.millis()))));
      case "silence" ->
          silences.put(
              number,
              String.valueOf(
                  json(alertmanager.post("/api/v2/silences", silence(step, number, begin)))
                      .get("silenceID")));
      default -> alertmanager.delete("/api/v2/silence/" + silences.get(number));
    }
  }

  /** A case's alerts fire from its beginning, or from before. */
  private static long starts(Step step, long begin) {
    long since = AlertmanagerCase.since(step.rest());
    return since > 0
        ? begin - TimeUnit.SECONDS.toMillis(since)
        : step.what().equals("fire") ? begin + step.millis() : begin;
  }

  private static String json(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(text -> '"' + text.getKey() + "\": \"" + text.getValue() + '"')
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String silence(Step step, int number, long begin) {
    String matchers =
        AlertmanagerCase.matchers(step.rest(), number).stream()
            .map(AlertmanagerConformanceTest::matcher)
            .collect(Collectors.joining(", ", "[", "]"));
    return """
        {"matchers": %s, "startsAt": "%s", "endsAt": "%s", "createdBy": "test", "comment": "test"}"""
        .formatted(
            matchers,
            Instant.ofEpochMilli(begin + step.millis()),
            Instant.ofEpochMilli(
                begin
                    + step.millis()
                    + TimeUnit.SECONDS.toMillis(AlertmanagerCase.silenceSeconds(step.rest()))));
  }

  private static String matcher(LabelMatcher matcher) {
    Operator operator = matcher.operator();
    return "{\"name\": \"%s\", \"value\": \"%s\", \"isRegex\": %s, \"isEqual\": %s}"
        .formatted(
            matcher.label(),
            matcher.value(),
            operator == Operator.MATCHES || operator == Operator.MATCHES_NOT,
            operator == Operator.EQUAL || operator == Operator.MATCHES);
  }

  /** What our machines tell, by receiver. */
  private static Map<String, List<Heard>> ours(List<AlertmanagerCase> cases, long begin) {
    Map<String, List<Heard>> heard = new TreeMap<>();
    for (Decision decision : decisions(cases, begin)) {
      if (decision.tells()) {
        Notification told = decision.notification();
        heard
            .computeIfAbsent(told.receiver(), receiver -> new ArrayList<>())
            .add(
                new Heard(
                    TimeUnit.NANOSECONDS.toMillis(told.timeUnixNano()) - begin, content(told)));
      }
    }
    return heard;
  }

  private static List<Decision> decisions(List<AlertmanagerCase> cases, long begin) {
    Simulation simulation =
        new Simulation(AlertingText.read(AlertmanagerCase.configuration(cases, null)));
    for (int i = 0; i < cases.size(); i++) {
      Silence silence = null;
      for (Step step : cases.get(i).parsed()) {
        long millis = begin + step.millis();
        long nano = TimeUnit.MILLISECONDS.toNanos(millis);
        switch (step.what()) {
          case "fire", "end" ->
              simulation.put(
                  new NotifiedAlert(
                      AlertmanagerCase.labels(step.rest(), i),
                      Map.of("of", String.valueOf(i)),
                      TimeUnit.MILLISECONDS.toNanos(starts(step, begin)),
                      step.what().equals("fire") ? 0 : nano,
                      ""),
                  millis);
          case "silence" -> {
            silence =
                new Silence(
                    "s" + i,
                    AlertmanagerCase.matchers(step.rest(), i),
                    nano,
                    nano + TimeUnit.SECONDS.toNanos(AlertmanagerCase.silenceSeconds(step.rest())),
                    "test",
                    "test",
                    nano);
            simulation.put(silence);
          }
          default -> {
            assertThat(silence).isNotNull();
            simulation.put(silence.expired(nano));
          }
        }
      }
    }
    return simulation.advance(begin + LASTS_MILLIS);
  }

  private static Map<String, Object> content(Notification told) {
    List<Map<String, Object>> alerts = new ArrayList<>();
    for (NotifiedAlert alert : told.alerts()) {
      alerts.add(
          new TreeMap<>(
              Map.of(
                  "status",
                  alert.status().code(),
                  "labels",
                  alert.labels(),
                  "annotations",
                  alert.annotations(),
                  "fingerprint",
                  alert.fingerprint(),
                  "startsAt",
                  TimeUnit.NANOSECONDS.toMillis(alert.startsAtUnixNano()))));
    }
    return new TreeMap<>(
        Map.of(
            "receiver",
            told.receiver(),
            "status",
            told.status().code(),
            "groupKey",
            told.groupKey(),
            "groupLabels",
            told.groupLabels(),
            "commonLabels",
            told.commonLabels(),
            "commonAnnotations",
            told.commonAnnotations(),
            "truncatedAlerts",
            (int) told.truncatedAlerts(),
            "alerts",
            alerts));
  }

  /** By group, and in each in order of time. */
  private static List<Heard> sorted(Collection<Heard> heard) {
    return heard == null
        ? List.of()
        : heard.stream()
            .sorted(
                Comparator.comparing((Heard one) -> String.valueOf(one.content().get("groupKey")))
                    .thenComparing(Heard::millis))
            .toList();
  }

  private static boolean same(List<Heard> theirs, List<Heard> ours) {
    if (theirs.size() != ours.size()) {
      return false;
    }
    for (int i = 0; i < theirs.size(); i++) {
      if (!theirs.get(i).content().equals(ours.get(i).content())
          || Math.abs(theirs.get(i).millis() - ours.get(i).millis()) > LATE_MILLIS) {
        return false;
      }
    }
    return true;
  }

  private static String table(List<AlertmanagerCase> cases) {
    List<Decision> decisions =
        decisions(
            cases,
            LocalDate.now(ZoneOffset.UTC).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    StringBuilder table = new StringBuilder(MARK);
    table.append("| Case | Route | What happens | Both tell |\n|---|---|---|---|\n");
    for (int i = 0; i < cases.size(); i++) {
      AlertmanagerCase one = cases.get(i);
      String receiver = "r" + i;
      table.append(
          "| %s | %s | %s | %s |\n"
              .formatted(
                  one.shows(),
                  code(AlertmanagerCases.shown(one)),
                  one.steps().stream()
                      .map(AlertmanagerConformanceTest::code)
                      .collect(Collectors.joining("<br>")),
                  told(decisions, receiver)));
    }
    return table.append('\n').toString();
  }

  private static String code(String text) {
    return text.isEmpty() ? "" : '`' + text.replace("|", "\\|") + '`';
  }

  private static String told(List<Decision> decisions, String receiver) {
    long dayMillis = TimeUnit.DAYS.toMillis(1);
    List<String> told =
        decisions.stream()
            .map(decision -> decision.tells() ? decision.notification() : null)
            .filter(one -> one != null && one.receiver().replace("b", "").equals(receiver))
            .sorted(
                Comparator.comparingLong(Notification::timeUnixNano)
                    .thenComparing(Notification::receiver)
                    .thenComparing(Notification::groupKey))
            .map(
                one ->
                    TimeUnit.NANOSECONDS.toMillis(one.timeUnixNano()) % dayMillis / 1000
                        + "s "
                        + one.reason().code()
                        + (one.receiver().endsWith("b") ? " to other" : "")
                        + ": "
                        + one.alerts().stream()
                            .map(
                                alert ->
                                    alert.labels().get("n")
                                        + (alert.endsAtUnixNano() == 0 ? "" : " over"))
                            .collect(Collectors.joining(", ")))
            .toList();
    return told.isEmpty() ? "nothing" : String.join("<br>", told);
  }

  /** The name of a day of the week, as configurations have it. */
  static String weekday(LocalDate day) {
    return day.getDayOfWeek().name().toLowerCase(Locale.ROOT);
  }
}
