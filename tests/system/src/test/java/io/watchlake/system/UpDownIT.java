package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.stack.StackClient;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stopped and started again, the stack goes on with the same data. */
@ExtendWith(SharedStack.class)
@Order(5)
class UpDownIT {

  /** On a machine that does much else besides; how soon rows are seen is for SelfWatchIT to say. */
  private static final Duration VISIBLE = Duration.ofMinutes(3);

  @Test
  void upGoesOnWhereDownStopped(TestStack stack) {
    Marker before = Marker.send(stack.info().otlpHttpUrl());
    before.awaitVisible(stack.lake(), VISIBLE);
    Telemetry.Counts rows = stack.lake().counts("live");
    Telemetry.Counts replayed = stack.lake().counts("replayed");
    // What is in Kafka but not yet archived when the jobs stop must not be lost either.
    Marker onItsWay = Marker.send(stack.info().otlpHttpUrl());

    stack.down();
    assertThat(StackClient.find(stack.home())).isEmpty();
    stack.up(true);

    onItsWay.awaitVisible(stack.lake(), VISIBLE);
    before.awaitVisible(stack.lake(), Duration.ofSeconds(5));
    Marker.send(stack.info().otlpHttpUrl()).awaitVisible(stack.lake(), VISIBLE);
    Telemetry.Counts after = stack.lake().counts("live");
    assertThat(after.spans()).isGreaterThanOrEqualTo(rows.spans() + 2);
    assertThat(after.logs()).isGreaterThanOrEqualTo(rows.logs() + 2);
    assertThat(after.points()).isGreaterThanOrEqualTo(rows.points() + 2);
    assertThat(stack.lake().counts("replayed")).isEqualTo(replayed);
    assertThat(
            stack.lake().number("select count(*) - count(distinct _origin) from telemetry.spans"))
        .as("spans that are there twice")
        .isZero();
    assertThat(stack.lake().number("select count(*) - count(distinct _origin) from telemetry.logs"))
        .as("log records that are there twice")
        .isZero();
  }

  @Test
  void aSecondUpSaysThatItRuns(TestStack stack) {
    Cli.Result again =
        Cli.run(Duration.ofMinutes(2), "up", "--detach", "--home", stack.home().toString());
    assertThat(again.out() + again.err()).contains("run");
  }
}
