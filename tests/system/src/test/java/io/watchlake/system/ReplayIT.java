package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that is replayed at full speed is in the lakehouse, each record once. */
@ExtendWith(SharedStack.class)
@Order(1)
class ReplayIT {

  private static final Logger LOG = LoggerFactory.getLogger(ReplayIT.class);
  private static final String TIMELINE = "replayed";

  @Test
  void everyRecordOfEveryCaseIsARowOnce(TestStack stack) {
    Telemetry telemetry = Telemetry.realOrFixture();
    long begin = System.nanoTime();
    Cli.run(
            Duration.ofMinutes(8),
            "replay",
            telemetry.folder().toString(),
            "--timeline",
            TIMELINE,
            "--wait",
            "--home",
            stack.home().toString())
        .ok();
    LOG.info(
        "{} replayed and committed in {}: {}",
        telemetry.name(),
        Duration.ofNanos(System.nanoTime() - begin),
        telemetry.total());

    // What --wait promises holds at once, without a second look.
    Census census = new Census(stack.lake(), TIMELINE);
    census.assertExactly(telemetry.total());
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      census.assertChunksMatchMessages(kafka);
    }

    // The command line answers the same.
    Cli.Result answer =
        Cli.run(
                Duration.ofMinutes(1),
                "sql",
                "select count(*) as n from telemetry.spans where timeline = '" + TIMELINE + "'",
                "--format",
                "csv",
                "--home",
                stack.home().toString())
            .ok();
    assertThat(answer.out().lines()).contains(String.valueOf(telemetry.total().spans()));
  }
}
