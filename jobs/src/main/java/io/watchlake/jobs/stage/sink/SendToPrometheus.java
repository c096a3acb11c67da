package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.http.client.Answer;
import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.prometheus.client.RemoteWriteClient;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.model.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/**
 * Sends samples by remote write, each series in order.
 *
 * <p>Prometheus takes a request as a whole or not at all. A sample that stands alone and is out of
 * order is one that was sent before, since within the job a series never goes back: after a restart
 * this is normal, and such samples are counted and not mourned.
 */
public final class SendToPrometheus extends SendUntilTaken<PrometheusSamples> {

  private static final long serialVersionUID = 1L;

  /** How Prometheus and its like say that they have something newer of the series. */
  private static final String OUT_OF_ORDER = "out of order";

  private final URI address;

  private transient RemoteWriteClient client;

  /**
   * The operator.
   *
   * @param address of the endpoint, such as {@code http://localhost:9090/api/v1/write}
   */
  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public SendToPrometheus(URI address) {
    super("samples");
    this.address = address;
  }

  @Override
  public void open() throws Exception {
    super.open();
    client = new RemoteWriteClient(address);
  }

  @Override
  int items(PrometheusSamples samples) {
    return samples.samples();
  }

  @Override
  int bytes(PrometheusSamples samples) {
    return samples.series().length;
  }

  @Override
  Answer send(List<PrometheusSamples> batch) throws IOException, InterruptedException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (PrometheusSamples samples : batch) {
      request.writeBytes(samples.series());
    }
    return client.send(request.toByteArray());
  }

  @Override
  boolean isRepeat(Answer refusal) {
    return refusal.body().contains(OUT_OF_ORDER);
  }

  @Override
  DeadLetter deadLetter(PrometheusSamples samples, Answer refusal) {
    return DeadLetters.of(
        samples.origin(),
        samples.timeline(),
        samples.arrivalMillis(),
        DeadLetter.Reason.REFUSED,
        "Prometheus answered " + refusal.words(),
        samples.series());
  }

  @Override
  String receiver() {
    return address.toString();
  }
}
