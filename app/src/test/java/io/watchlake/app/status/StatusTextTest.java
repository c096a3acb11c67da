package io.watchlake.app.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.cli.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given figures, the page that people read. */
class StatusTextTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Terminal PLAIN = new Terminal(false, false, Terminal.UNLIMITED);

  @Test
  void aDegradedStackTellsWhatIsWrongFirst() throws IOException {
    assertThat(StatusText.of(degraded(), PLAIN)).isEqualTo(golden("degraded.txt"));
  }

  @Test
  void sectionsWithoutContentAreLeftOut() {
    assertThat(StatusText.of(nothing(), PLAIN))
        .isEqualTo(
            """
            Watchlake is down  (/srv/empty)
              ! the stack is not running: ./watchlake up starts it
            """);
  }

  @Test
  void coloursDoNotMoveTheColumns() throws IOException {
    String coloured = StatusText.of(degraded(), new Terminal(true, true, 80));
    assertThat(coloured).contains("\u001b[31mdegraded\u001b[0m", "\u001b[32mrunning\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]*m", "")).isEqualTo(golden("degraded.txt"));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "10239, 10.0 KiB",
    "10240, 10 KiB",
    "1572864, 1.5 MiB",
    "5368709120, 5.0 GiB",
    "2251799813685248, 2048 TiB",
  })
  void sizesHaveTwoDigitsAtLeast(long bytes, String text) {
    assertThat(StatusText.bytes(bytes)).isEqualTo(text);
  }

  private static StackStatus degraded() {
    return new StackStatus(
        NOW,
        StackStatus.State.DEGRADED,
        "/srv/watchlake",
        List.of("taskmanager is restarting", "kafka: no answer in time"),
        List.of("live", "case-1"),
        List.of(
            new StackStatus.Component(
                "kafka",
                "running",
                true,
                4242L,
                NOW.minusSeconds(3 * 3600),
                0,
                536_870_912L,
                "127.0.0.1:9092"),
            new StackStatus.Component(
                "taskmanager",
                "restarting",
                false,
                null,
                NOW.minusSeconds(4),
                12,
                null,
                "127.0.0.1:6122")),
        List.of(
            new StackStatus.Job(
                "traces",
                "live",
                "RUNNING",
                true,
                "00000000000000000000000000000001",
                0,
                null,
                new StackStatus.Checkpoint(1234, NOW.minusSeconds(90), 5_120)),
            new StackStatus.Job("logs", "live", "ABSENT", false, null, 3, "no slot", null)),
        List.of(
            new StackStatus.Flow(
                "live", "spans", "otlp_spans", 1_234L, 1_234_567L, 0, 0L, 5L, NOW, 0L),
            new StackStatus.Flow(
                "live", "metrics", "otlp_metrics", 9L, null, 0, null, 0L, null, null),
            new StackStatus.Flow(
                "case-1",
                "logs",
                "otlp_logs.case-1",
                null,
                0L,
                0,
                17L,
                null,
                NOW.minusSeconds(3 * 86_400),
                3 * 86_400_000L)),
        List.of(
            new StackStatus.Lag("watchlake-traces", "otlp_spans", "live", 5),
            new StackStatus.Lag("watchlake-logs", "otlp_logs", "live", 0)),
        List.of(
            new StackStatus.TableFigures(
                "telemetry.spans", 1_234_567, 21, 98_765_432, NOW.minusSeconds(600), 600_000L, 12),
            new StackStatus.TableFigures("telemetry.logs", 0, 0, 0, null, null, 0)),
        List.of(new StackStatus.DeadLetters("case-1", "otlp_logs", "malformed", 17)),
        List.of(
            new StackStatus.TooManySeries(
                "live", "http.server.requests", "user.id", 123_456, NOW.minusSeconds(60))),
        new StackStatus.Ingest(
            Map.of("traces", new StackStatus.IngestSignal(1, 2, 3, 0)), Map.of(), 0, 0),
        List.of(
            new StackStatus.Channel(
                "email", "email", 12, 0, 1, 0, 0, 0, 3, NOW.minusSeconds(60), null, null),
            new StackStatus.Channel(
                "slack", "slack", 0, 2, 6, 0, 0, 0, 0, null, "no host slack", NOW)),
        List.of(new StackStatus.Unavailable("kafka", "no answer in time")));
  }

  private static StackStatus nothing() {
    return new StackStatus(
        NOW,
        StackStatus.State.DOWN,
        "/srv/empty",
        List.of("the stack is not running: ./watchlake up starts it"),
        List.of("live"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = StatusTextTest.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
