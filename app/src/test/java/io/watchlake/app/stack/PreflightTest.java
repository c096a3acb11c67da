package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.config.Configuration;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PreflightTest {

  private static final StackSettings SETTINGS =
      StackSettings.of(Configuration.defaults(), null).withPorts(Ports.free());

  @Test
  void freePortsAreNoProblemAndAllDiffer() {
    List<String> problems = new ArrayList<>();
    Preflight.checkPorts(SETTINGS, problems);

    assertThat(problems).isEmpty();
    assertThat(new HashSet<>(SETTINGS.ports().byName().values())).hasSize(8);
  }

  @Test
  void aTakenPortIsNamedWithItsSettingAndItsHolder() throws IOException {
    Ports ports = SETTINGS.ports();
    List<String> problems = new ArrayList<>();
    try (ServerSocket taken =
        new ServerSocket(ports.otlpHttp(), 1, InetAddress.getLoopbackAddress())) {
      Preflight.checkPorts(SETTINGS, problems);

      assertThat(problems).hasSize(1);
      assertThat(problems.get(0))
          .contains("port " + taken.getLocalPort())
          .contains("monitoring.stack.ports.otlp_http")
          .contains("--free-ports")
          .contains(
              PortHolder.of(taken.getLocalPort()) == null
                  ? "another program"
                  : "process " + ProcessHandle.current().pid());
    }
  }

  @Test
  void thePortOfWhatDoesNotRunMayBeTaken() throws IOException {
    List<String> problems = new ArrayList<>();
    try (ServerSocket taken =
        new ServerSocket(SETTINGS.ports().sqlGateway(), 1, InetAddress.getLoopbackAddress())) {
      Preflight.checkPorts(SETTINGS, problems);
      assertThat(problems).isEmpty();

      Preflight.checkPorts(SETTINGS.withSqlGateway(true), problems);
      assertThat(problems).hasSize(1).first().asString().contains("" + taken.getLocalPort());
    }
  }

  @Test
  void tooLittleMemorySaysHowMuchIsNeededAndThere() {
    StackMemory memory = StackMemory.of(SETTINGS);
    List<String> problems = new ArrayList<>();

    Preflight.checkMemory(memory, 1000L, problems);
    assertThat(problems).hasSize(1).first().asString().contains("1000 MiB are available");

    problems.clear();
    Preflight.checkMemory(memory, null, problems);
    Preflight.checkMemory(memory, (long) memory.total(), problems);
    assertThat(problems).isEmpty();
  }

  @Test
  void theDefaultStackFitsIntoEightGibibytes() {
    assertThat(StackMemory.of(SETTINGS).total()).isLessThanOrEqualTo(8 * 1024);
  }

  @Test
  void theTaskManagersPartsAddUpToItsWhole() {
    TaskManagerMemory memory = TaskManagerMemory.of(4096);

    assertThat(
            memory.heap()
                + memory.offHeap()
                + memory.network()
                + memory.managed()
                + memory.metaspace()
                + memory.overhead())
        .isEqualTo(4096);
    assertThat(memory.settings())
        .containsEntry("taskmanager.memory.network.min", "320m")
        .containsEntry("taskmanager.memory.network.max", "320m");
  }
}
