package io.watchlake.app.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.SupervisorFile;
import io.watchlake.connectors.kafka.client.TopicAdmin;
import io.watchlake.model.Timeline;
import io.watchlake.testkit.KafkaBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code watchlake alerts route} and {@code silence} as they are typed. */
final class RouteAndSilenceCommandTest {

  private static final String CONFIG =
      """
      notification_channels:
        email: {smtp_server: mail.company.com, recipients: [ops@company.com]}
        pager: {type: webhook, url: 'https://pager.company.com', send_resolved: false}
      monitoring:
        alerting:
          receivers:
            - name: on-call
              channels: [pager, email]
              escalation: [{after: 15m, receiver: email}]
          route:
            receiver: email
            group_by: [alertname]
            routes:
              - {matchers: [severity="critical"], receiver: on-call, group_wait: 5s, continue: true}
              - {matchers: [team=~"a|b"], mute_time_intervals: [nights]}
          time_intervals:
            - {name: nights, time_intervals: [{times: [{start_time: '00:00', end_time: '06:00'}]}]}
      """;

  @TempDir private Path folder;

  private record Said(int exitCode, String out, String err) {}

  @Test
  void everyRouteThatWasAskedIsShownAndWhatTheAlertReaches() throws Exception {
    Path file = Files.writeString(folder.resolve("monitoring.yaml"), CONFIG);
    Said said =
        run("route", "--config", file.toString(), "alertname=cpu", "severity=critical", "team=a");
    assertThat(said.err()).isEmpty();
    assertThat(said.out().lines())
        .containsExactly(
            "{}",
            "  {severity=\"critical\"}  takes it",
            "  {team=~\"a|b\"}  takes it",
            "",
            "on-call, by pager, email",
            "  group     {}/{severity=\"critical\"}:{alertname=\"cpu\"}",
            "  times     waits 5s, looks every 5m, repeats after 4h",
            "  then      email after 15m",
            "email, by email",
            "  group     {}/{team=~\"a|b\"}:{alertname=\"cpu\"}",
            "  times     waits 30s, looks every 5m, repeats after 4h",
            "  not in    nights");
    JsonNode json =
        Json.mapper()
            .readTree(run("route", "--config", file.toString(), "--format", "json", "a=b").out());
    assertThat(json).hasSize(1);
    assertThat(json.get(0).get("receiver").textValue()).isEqualTo("email");
  }

  @Test
  void withoutARouteTheRulesChannelsAreReached() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("monitoring.yaml"), CONFIG.substring(0, CONFIG.indexOf("monitoring:")));
    assertThat(run("route", "--config", file.toString(), "--channels", "pager,email", "a=b").out())
        .contains("email, by email", "pager, by pager")
        .doesNotContain("nobody");
    assertThat(run("route", "--config", file.toString(), "a=b").out())
        .contains("nobody, by no channel: nobody is told");
  }

  @Test
  void whoIsOnCallIsShownWithTheirChannels() throws Exception {
    Files.writeString(
        folder.resolve("oncall.ics"),
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        BEGIN:VEVENT
        UID:1
        DTSTAMP:20260101T000000Z
        SUMMARY:eve
        DTSTART;TZID=Europe/Berlin:20260105T090000
        DTEND;TZID=Europe/Berlin:20260105T170000
        RRULE:FREQ=DAILY
        END:VEVENT
        END:VCALENDAR
        """);
    String text =
        CONFIG.replace(
            "receivers:\n",
            "schedules: [{name: shop, file: oncall.ics}]\n"
                + "    receivers:\n"
                + "      - {name: eve, channels: [email]}\n");
    Path file = Files.writeString(folder.resolve("monitoring.yaml"), text);
    String[] day = {"oncall", "--config", file.toString(), "--at", "2026-07-01T07:00:00Z"};
    assertThat(run(day).out().lines()).containsExactly("shop: eve by email");
    String[] night = {
      "oncall", "--config", file.toString(), "--at", "2026-07-01T06:59:59Z", "--format", "json"
    };
    assertThat(run(night).out().strip()).isEqualTo("{\"schedule\":\"shop\",\"on_call\":[]}");

    Files.writeString(folder.resolve("oncall.ics"), "eve");
    assertThat(run(day).err()).contains("oncall.ics", "no calendar with events");
    Files.writeString(file, CONFIG);
    assertThat(run(day).err()).contains("there is no schedule");
  }

  @Test
  void whatIsNoLabelIsBadInput() {
    Said said = run("route", "critical");
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("'critical' is no label; write it as name=value");
  }

  @Test
  void silencesAreAddedShownAndEnded(@TempDir Path home, @TempDir Path kafka) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(kafka)) {
      try (TopicAdmin admin = TopicAdmin.connect(broker.bootstrapServers())) {
        admin.createMissing(Timeline.LIVE, (short) 1);
      }
      SupervisorFile.write(home, broker.bootstrapServers());
      String at = home.toString();

      assertThat(run("silence", "list", "--home", at).out()).isEmpty();
      String id =
          run(
                  "silence",
                  "add",
                  "--home",
                  at,
                  "alertname=cpu",
                  "service=~\"shop|cart\"",
                  "--for",
                  "2h",
                  "--author",
                  "eve",
                  "--comment",
                  "rollout")
              .out()
              .strip();
      Said listed = run("silence", "list", "--home", at);
      assertThat(listed.out())
          .startsWith(id + "  active  ")
          .endsWith("  {alertname=\"cpu\",service=~\"shop|cart\"}  eve: rollout\n");
      JsonNode json =
          Json.mapper().readTree(run("silence", "list", "--home", at, "--format", "json").out());
      assertThat(json.get("matchers")).hasSize(2);
      assertThat(json.get("createdBy").textValue()).isEqualTo("eve");

      assertThat(run("silence", "expire", "--home", at, "none").err())
          .contains("there is no silence none");
      assertThat(run("silence", "expire", "--home", at, id).exitCode()).isEqualTo(ExitCode.OK);
      assertThat(run("silence", "list", "--home", at).out()).isEmpty();
      assertThat(run("silence", "list", "--all", "--home", at).out()).startsWith(id + "  over  ");
    }
  }

  @Test
  void silencesThatCannotBeAreBadInput() {
    for (String[] wrong :
        List.of(
            new String[] {"a=1", "--for", "soon"},
            new String[] {"a=1", "--for", "1h", "--start", "2020-01-01T00:00:00Z"},
            new String[] {"a=1", "--for", "1h", "--start", "tomorrow"},
            new String[] {"a!=1", "--for", "1h"},
            new String[] {"a", "--for", "1h"})) {
      List<String> args = new ArrayList<>(List.of("silence", "add", "--comment", "why"));
      args.addAll(List.of(wrong));
      Said said = run(args.toArray(String[]::new));
      assertThat(said.exitCode()).as(String.join(" ", wrong)).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(said.err()).isNotBlank();
    }
  }

  private static Said run(String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command =
        WatchlakeCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("alerts"));
    all.addAll(List.of(args));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }
}
