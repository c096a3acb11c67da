package io.watchlake.app.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.ml.Profile;
import io.watchlake.ml.SeriesDetector;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code watchlake detect} over files of made series. */
class DetectCommandTest {

  private static final LocalDateTime START = LocalDateTime.of(2024, 3, 1, 0, 0);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final int ROWS = 2000;
  private static final int SPIKE = 1700;

  private Path input;
  private Path output;
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void folders(@TempDir Path folder) throws IOException {
    input = Files.createDirectory(folder.resolve("series"));
    output = folder.resolve("scores");
  }

  @Test
  void everyRowIsScoredAndTheSpikeIsFound() throws IOException {
    series("web/latency.csv", 1);

    assertThat(detect()).isEqualTo(ExitCode.OK);

    List<String> lines = Files.readAllLines(output.resolve("web/latency.csv"));
    assertThat(lines).hasSize(ROWS + 1);
    assertThat(lines.get(0)).isEqualTo("timestamp,value,anomaly_score");
    assertThat(lines.get(1)).startsWith("2024-03-01 00:00:00,").endsWith(",0.0");
    assertThat(lines.get(SPIKE + 1)).endsWith(",1.0");
    assertThat(err.toString()).contains("2,000 rows of 1 file scored");
  }

  @Test
  void scoresAreThoseOfTheDetectorToTheBit() throws IOException {
    Path file = series("a.csv", 2);
    assertThat(detect("--profile", "light")).isEqualTo(ExitCode.OK);

    List<String> scored = Files.readAllLines(output.resolve("a.csv"));
    List<String> rows = Files.readAllLines(file);
    SeriesDetector detector = new SeriesDetector(Profile.LIGHT);
    for (int i = 1; i < rows.size(); i++) {
      SeriesLine row = SeriesLine.parse(rows.get(i));
      double score = detector.update(row.epochMillis(), row.value()).score();
      assertThat(scored.get(i)).isEqualTo(rows.get(i) + "," + score);
    }
  }

  @Test
  void aFilesScoresDoNotDependOnOtherFiles() throws IOException {
    series("b/one.csv", 3);
    detect();
    String alone = Files.readString(output.resolve("b/one.csv"));
    series("a/other.csv", 4);
    series("c/other.csv", 5);
    Files.writeString(input.resolve("README.md"), "not a series");
    detect();

    assertThat(Files.readString(output.resolve("b/one.csv"))).isEqualTo(alone);
    assertThat(output.resolve("README.md")).doesNotExist();
  }

  @Test
  void missingValuesScoreNothingAndKeepTheirText() throws IOException {
    Files.writeString(
        input.resolve("gaps.csv"),
        "timestamp,value\r\n2024-01-01 00:00:00,\r\n2024-01-01T00:05:00.5,NaN\r\n");

    assertThat(detect()).isEqualTo(ExitCode.OK);
    assertThat(Files.readAllLines(output.resolve("gaps.csv")))
        .containsExactly(
            "timestamp,value,anomaly_score",
            "2024-01-01 00:00:00,,0.0",
            "2024-01-01T00:05:00.5,NaN,0.0");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2024-01-01 00:00:00;x             | 'x' is no number",
        "2024-01-01 00:00:00;1d            | '1d' is no number",
        "yesterday;1                       | 'yesterday' is no timestamp: write it as",
        "2024-01-01 00:00:00               | a row is timestamp,value; this one has no comma",
        "2024-01-01 00:00:00;1;2           | a row is timestamp,value; this one has more columns",
      })
  void aBadRowIsNamedAndNothingIsWritten(String row, String problem) throws IOException {
    series("a.csv", 6);
    Path bad = input.resolve("z.csv");
    Files.writeString(
        bad, "timestamp,value\n2024-01-01 00:00:00,1\n" + row.replace(';', ',') + "\n");

    assertThat(detect()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains(bad + ":3: " + problem);
    assertThat(output).doesNotExist();
  }

  @Test
  void aFileWithoutTheHeaderIsRefused() throws IOException {
    Files.writeString(input.resolve("a.csv"), "time;value\n");

    assertThat(detect()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("a.csv:1: the first line must be timestamp,value");
  }

  @Test
  void whereThereIsNothingToDoItSaysSo() {
    assertThat(detect()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("no *.csv below");
    output = input.resolve("scores");
    assertThat(detect()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("--output must be a folder beside the input");
    assertThat(detect("--profile", "huge")).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(err.toString()).contains("--profile is full or light, not 'huge'");
  }

  private Path series(String name, long seed) throws IOException {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("timestamp,value\n");
    for (int i = 0; i < ROWS; i++) {
      double value = 50 + 10 * random.nextDouble() + (i == SPIKE ? 90 : 0);
      text.append(TIME.format(START.plusMinutes(5L * i))).append(',').append(value).append('\n');
    }
    Path file = input.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private int detect(String... more) {
    String[] args = new String[5 + more.length];
    System.arraycopy(
        new String[] {"detect", "--input", input.toString(), "--output", output.toString()},
        0,
        args,
        0,
        5);
    System.arraycopy(more, 0, args, 5, more.length);
    return WatchlakeCommand.commandLine().setErr(new PrintWriter(err)).execute(args);
  }
}
