package io.watchlake.app.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.alert.Notification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The notifier's process, killed without warning while it sends. */
class NotifierKillTest {

  private static final int ALL = 40;

  @TempDir Path folder;

  @Test
  void onlyWhatWasOnItsWayIsToldTwice() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch killed = new CountDownLatch(1);
    try (NotificationTopic topic = NotificationTopic.start(folder.resolve("kafka"));
        Ear ear =
            Ear.answering(
                number -> {
                  if (number == ALL / 2) {
                    asked.countDown();
                    await(killed);
                  }
                  return Ear.Answer.OK;
                })) {
      List<Notification> notifications = new ArrayList<>();
      Instant begin = Instant.now();
      for (int i = 0; i < ALL; i++) {
        notifications.add(Notifications.of("hook", "group", begin.plusMillis(i)));
      }
      for (Notification notification : notifications) {
        topic.put(notification);
      }
      List<Process> processes = new ArrayList<>();
      try {
        processes.add(notifier(topic, ear, 1));
        asked.await();
        kill(processes.get(0));
        killed.countDown();
        processes.add(notifier(topic, ear, 2));
        ear.await(ALL + 1);
      } finally {
        processes.forEach(NotifierKillTest::kill);
      }
      List<String> expected =
          new ArrayList<>(notifications.stream().map(Notification::id).toList());
      expected.add(ALL / 2, notifications.get(ALL / 2 - 1).id());
      assertThat(ear.ids()).containsExactlyElementsOf(expected);
    }
  }

  private Process notifier(NotificationTopic topic, Ear ear, int launch) throws IOException {
    Path config = folder.resolve("monitoring.yaml");
    Files.writeString(
        config,
        "notification_channels:\n  hook:\n    type: webhook\n    url: " + ear.address() + "\n");
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            NotifierMain.class.getName(),
            "--kafka",
            topic.bootstrapServers(),
            "--config",
            config.toString(),
            "--port",
            Integer.toString(freePort()))
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("notifier-" + launch + ".log").toFile())
        .start();
  }

  private static void kill(Process process) {
    process.destroyForcibly();
    process.onExit().join();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
