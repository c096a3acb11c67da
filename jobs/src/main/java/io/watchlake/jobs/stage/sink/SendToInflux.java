package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.http.client.Answer;
import io.watchlake.connectors.influxdb.client.InfluxClient;
import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.jobs.launch.InfluxTarget;
import io.watchlake.jobs.stage.type.InfluxLine;
import io.watchlake.model.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * Sends lines to InfluxDB. A line that is sent again takes the place of itself, so repeats leave no
 * trace there.
 */
public final class SendToInflux extends SendUntilTaken<InfluxLine> {

  private static final long serialVersionUID = 1L;

  private final InfluxTarget target;

  private transient InfluxClient client;

  /**
   * The operator.
   *
   * @param target where lines are written to
   */
  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public SendToInflux(InfluxTarget target) {
    super("lines");
    this.target = target;
  }

  @Override
  public void open() throws Exception {
    super.open();
    client = new InfluxClient(target.address(), target.authorization(System.getenv()));
  }

  @Override
  int items(InfluxLine line) {
    return 1;
  }

  @Override
  int bytes(InfluxLine line) {
    return line.line().length;
  }

  @Override
  Answer send(List<InfluxLine> batch) throws IOException, InterruptedException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (InfluxLine line : batch) {
      request.writeBytes(line.line());
    }
    return client.send(request.toByteArray());
  }

  @Override
  boolean isRepeat(Answer refusal) {
    return false;
  }

  @Override
  DeadLetter deadLetter(InfluxLine line, Answer refusal) {
    return DeadLetters.of(
        line.origin(),
        line.timeline(),
        line.arrivalMillis(),
        DeadLetter.Reason.REFUSED,
        "InfluxDB answered " + refusal.words(),
        line.line());
  }

  @Override
  String receiver() {
    return target.address().toString();
  }
}
