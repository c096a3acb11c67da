package io.watchlake.jobs.export.influxdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.InfluxTarget;
import io.watchlake.jobs.launch.InvalidArgumentsException;
import io.watchlake.jobs.launch.JobEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxExportGraphTest {

  private static final String URL = "http://influx:8086/write?db=watch";

  @Test
  void everyOperatorHasItsUid() {
    StreamExecutionEnvironment env = JobEnvironment.streaming(1);
    InfluxExportMain.build(env, InfluxExportOptions.parse("--kafka", "k:1", "--influxdb-url", URL));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "Sink Committer: export-influxdb.dead-letters.v1",
            "export-influxdb.dead-letters.v1",
            "export-influxdb.decode.v1",
            "export-influxdb.enrich.v1",
            "export-influxdb.line.v1",
            "export-influxdb.redact.v1",
            "export-influxdb.send.v1",
            "export-influxdb.source.v1");
  }

  @Test
  void anAddressThatIsNoneOrHoldsASecretIsToldWithoutRepeatingIt() {
    assertThat(problem("--influxdb-url", "influx:8086")).contains("--influxdb-url", "/write?db=");
    for (String secret : new String[] {"http://me:hunter2@influx/write", URL + "&p=hunter2"}) {
      assertThat(problem("--influxdb-url", secret))
          .contains("--influxdb-authorization-env")
          .doesNotContain("hunter2");
    }
    assertThat(
            problem(
                "--influxdb-url",
                URL,
                "--influxdb-authorization-env",
                "A",
                "--influxdb-authorization-file",
                "b"))
        .contains("are both given");
  }

  @Test
  void theHeaderIsReadWhereTheJobRuns(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("header"), "Token abc\n");
    URI address = URI.create(URL);
    assertThat(new InfluxTarget(address, "", "").authorization(Map.of())).isNull();
    assertThat(new InfluxTarget(address, "", file.toString()).authorization(Map.of()))
        .isEqualTo("Token abc");
    assertThat(new InfluxTarget(address, "HEADER", "").authorization(Map.of("HEADER", "Basic x")))
        .isEqualTo("Basic x");
    assertThatThrownBy(() -> new InfluxTarget(address, "HEADER", "").authorization(Map.of()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HEADER is not set in the TaskManager");
  }

  private static String problem(String... arguments) {
    String[] all = new String[arguments.length + 2];
    all[0] = "--kafka";
    all[1] = "k:1";
    System.arraycopy(arguments, 0, all, 2, arguments.length);
    return catchThrowableOfType(
            InvalidArgumentsException.class, () -> InfluxExportOptions.parse(all))
        .getMessage();
  }
}
