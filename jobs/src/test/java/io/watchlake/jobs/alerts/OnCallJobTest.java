package io.watchlake.jobs.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.testkit.KafkaBroker;
import java.nio.file.Path;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Who is told is who is on call, over a real broker. */
class OnCallJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(4);

  /** Eve, day by day. */
  private static final String CALENDAR =
      "BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nPRODID:-//test//EN\\r\\nBEGIN:VEVENT\\r\\nUID:1\\r\\n"
          + "DTSTAMP:20200101T000000Z\\r\\nSUMMARY:eve\\r\\nDTSTART;VALUE=DATE:20200101\\r\\n"
          + "RRULE:FREQ=DAILY\\r\\nEND:VEVENT\\r\\nEND:VCALENDAR\\r\\n";

  private static final String ALERTING =
      "{route: {receiver: on-call, group_by: [service], group_wait: 0s, group_interval: 1s},"
          + " receivers: [{name: on-call, on_call: shop}, {name: eve, channels: [email]}],"
          + " schedules: [{name: shop, calendar: \""
          + CALENDAR
          + "\"}]}";

  @Test
  void whoIsOnCallIsTold(@TempDir Path home) throws Exception {
    try (KafkaBroker broker = KafkaBroker.start(home.resolve("kafka"));
        NotificationWire wire = new NotificationWire(broker.bootstrapServers())) {
      RunningJob running = NotifyingJob.start(home, null, broker, Graphs.catalog(home), ALERTING);
      wire.send("shop", 90);
      Notification first = wire.await(told -> told.reason() == NotificationReason.FIRST);
      assertThat(first.receiver()).isEqualTo("eve");
      assertThat(first.onCall()).containsExactly("eve");
      running.stop(home.resolve("savepoints"));
    }
  }
}
