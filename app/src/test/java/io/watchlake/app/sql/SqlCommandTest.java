package io.watchlake.app.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.server.TestApp;
import io.watchlake.app.stack.SupervisorFile;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code watchlake sql}, asking a running server and reading the files itself. */
class SqlCommandTest {

  private static final String MANY = "SELECT i, 'row ' || i AS text FROM range(250000) t(i)";

  private static final String FAILS_AMID =
      "SELECT CASE WHEN i = 900000 THEN error('no more') ELSE i END AS i FROM range(1000000) t(i)";

  /** Whom the command asks. */
  enum Way {
    SERVER,
    FILES
  }

  @TempDir static Path files;
  @TempDir static Path stack;
  @TempDir private Path folder;

  private static TestApp app;

  @BeforeAll
  static void start() throws Exception {
    app = TestApp.start(files, 0, InstantSource.system());
    SupervisorFile.write(stack, app.address());
  }

  @AfterAll
  static void stop() throws Exception {
    app.close();
  }

  @ParameterizedTest
  @EnumSource
  void aTableForPeople(Way way) {
    Run run =
        run(
            way,
            "SELECT service, count(*) AS spans, min(name) AS operation, min(NULL) AS nothing"
                + " FROM telemetry.spans WHERE service <> 'frontend' AND length(service) < 10"
                + " GROUP BY service ORDER BY service");

    assertThat(run.out)
        .isEqualTo(
            """
            service   spans  operation   nothing
            ────────  ─────  ──────────  ───────
            cart         50  GetCart        NULL
            checkout     50  PlaceOrder     NULL
            payment      50  Charge         NULL
            """);
    assertThat(run.err).matches("3 rows in \\d+\\.\\d{3} s\n");
    assertThat(run.code).isEqualTo(ExitCode.OK);
  }

  @ParameterizedTest
  @EnumSource
  void csvForOtherTools(Way way) {
    Run run = run(way, "--format", "csv", "SELECT 'a, b' AS x, NULL AS y, 1.50 AS z, [1, 2] AS l");

    assertThat(run.out).isEqualTo("x,y,z,l\r\n\"a, b\",,1.50,\"[1,2]\"\r\n");
    assertThat(run.err).startsWith("1 row in ");
  }

  @ParameterizedTest
  @EnumSource
  void jsonLinesForPrograms(Way way) {
    Run run =
        run(
            way,
            "--format=json",
            "SELECT 1 AS x, 2 AS x, true AS t, 'é\"' AS s, timestamptz '2023-01-29 10:00:00Z' AS moment,"
                + " 0.1::DOUBLE AS d, 'NaN'::DOUBLE AS n UNION ALL"
                + " SELECT NULL, 9007199254740993, NULL, NULL, NULL, NULL, NULL");

    assertThat(run.out)
        .isEqualTo(
            """
            {"x":1,"x_2":2,"t":true,"s":"é\\"","moment":"2023-01-29T10:00:00Z","d":0.1,"n":"NaN"}
            {"x":null,"x_2":9007199254740993,"t":null,"s":null,"moment":null,"d":null,"n":null}
            """);
  }

  @ParameterizedTest
  @EnumSource
  void allRowsAreAllRows(Way way) {
    Run csv = run(way, "--format", "csv", MANY);
    assertThat(csv.out.lines()).hasSize(250_001).endsWith("249999,row 249999");
    assertThat(csv.err).startsWith("250000 rows in ").doesNotContain("cut");

    Run table = run(way, "--limit", "0", MANY);
    assertThat(table.out.lines()).hasSize(250_002);
    assertThat(table.err).startsWith("250000 rows in ").doesNotContain("cut");
  }

  @ParameterizedTest
  @EnumSource
  void aCutAnswerSaysSoInEveryFormat(Way way) {
    for (String format : List.of("table", "csv", "json")) {
      Run run = run(way, "--limit", "2", "--format", format, MANY);
      assertThat(run.out).as(format).contains("row 1").doesNotContain("row 2");
      assertThat(run.err).matches("2 rows in \\d+\\.\\d{3} s, cut there: --limit 0 gives all\n");
    }
    assertThat(run(way, MANY).err).startsWith("10000 rows in ").contains("cut there");
    assertThat(run(way, "--limit", "2", "SELECT * FROM range(2)").err).doesNotContain("cut");
  }

  @ParameterizedTest
  @EnumSource
  void aFailureAmidIsAFailure(Way way) {
    for (String format : List.of("table", "csv", "json")) {
      Run run = run(way, "--limit", "0", "--format", format, FAILS_AMID);
      assertThat(run.code).as(format).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run.out).isNotEmpty();
      assertThat(run.err)
          .startsWith("watchlake: the answer broke off after ")
          .contains("no more")
          .doesNotContain(" rows in ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SELEC 1 | syntax error",
        "SELECT nope FROM telemetry.spans | nope",
        "SELECT * FROM nowhere | there is no table 'nowhere'",
        "DROP TABLE telemetry.spans | only statements that read",
        "SELECT 1; SELECT 2 | one statement at a time",
      })
  void aWrongQuestionIsBadInput(String sql, String words) {
    for (Way way : Way.values()) {
      Run run = run(way, sql);
      assertThat(run.code).as("%s", way).isEqualTo(ExitCode.BAD_INPUT);
      assertThat(run.err).startsWith("watchlake: ").contains(words);
      assertThat(run.out).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format=xml SELECT | --format is table, csv or json, not 'xml'",
        "--limit=-1 SELECT | --limit must be a number of rows",
        "--limit=many SELECT | many",
        "--file=/nowhere.sql | there is no file /nowhere.sql",
        "--format=csv | Missing required argument",
      })
  void wrongUsageIsBadInput(String arguments, String words) {
    Run run = run(Way.FILES, arguments.split(" "));
    assertThat(run.code).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(run.err).contains(words);
  }

  @Test
  void theQuestionMayBeInAFile() throws IOException {
    Path question = folder.resolve("question.sql");
    Files.writeString(question, "-- how many\nSELECT count(*) AS n\nFROM telemetry.logs;\n");
    assertThat(run(Way.SERVER, "--format=csv", "--file", question.toString()).out)
        .isEqualTo("n\r\n57\r\n");
  }

  @Test
  void whereNoLakehouseIsNothingCanBeAnswered() {
    Run run = execute(new StringWriter(), folder, "SELECT 1");
    assertThat(run.code).isEqualTo(ExitCode.FAILED);
    assertThat(run.err).contains("there is no lakehouse in " + folder, "./watchlake up makes it");
  }

  @Test
  void aServerThatDiesAmidIsAFailure() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread dying = new Thread(() -> answerInPart(server), "dying-server");
      dying.start();
      SupervisorFile.write(folder, URI.create("http://localhost:" + server.getLocalPort()));
      Run run = execute(new StringWriter(), folder, "--format", "csv", "SELECT 1 AS x");
      dying.join();
      assertThat(run.code).isEqualTo(ExitCode.FAILED);
      assertThat(run.out).isEqualTo("x\r\n1\r\n");
      assertThat(run.err).startsWith("watchlake: the answer broke off: ");
    }
  }

  private static void answerInPart(ServerSocket server) {
    String part = "{\"columns\":[{\"name\":\"x\",\"type\":\"INTEGER\"}],\"rows\":[[1],";
    try (Socket client = server.accept()) {
      // The whole request first: unread bytes would reset the connection and the answer with it.
      StringBuilder request = new StringBuilder();
      while (!request.toString().endsWith("}")) {
        request.append((char) client.getInputStream().read());
      }
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n"
                  .formatted(part.length(), part)
                  .getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource
  void outputThatNobodyTakesEndsTheQuery(Way way) {
    Run run =
        execute(
            new PrintWriter(new FullDisk()),
            home(way),
            "--format",
            "csv",
            "SELECT i FROM range(1000000000000) t(i)");
    assertThat(run.code).isEqualTo(ExitCode.FAILED);
    assertThat(run.err).contains("the output is closed or full");
  }

  /** Takes a little and no more. */
  private static final class FullDisk extends OutputStream {

    private int left = 100_000;

    @Override
    public void write(int value) throws IOException {
      if (--left < 0) {
        throw new IOException("No space left on device");
      }
    }
  }

  private record Run(int code, String out, String err) {}

  private static Path home(Way way) {
    return way == Way.SERVER ? stack : files;
  }

  private static Run run(Way way, String... arguments) {
    return execute(new StringWriter(), home(way), arguments);
  }

  private static Run execute(Writer out, Path home, String... arguments) {
    List<String> line = new ArrayList<>(List.of("sql", "--home", home.toString()));
    line.addAll(List.of(arguments));
    StringWriter err = new StringWriter();
    int code =
        WatchlakeCommand.commandLine()
            .setOut(out instanceof PrintWriter printer ? printer : new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(line.toArray(String[]::new));
    return new Run(code, out.toString(), err.toString());
  }
}
