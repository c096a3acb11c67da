package io.watchlake.app.bench.load;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * What the hosts of an alert workload send, as requests of Prometheus remote write. Not for use by
 * several threads at once.
 */
public final class AlertSamples {

  private final RemoteWriteRequest request = new RemoteWriteRequest();
  private final List<byte[]> labels = new ArrayList<>();

  public AlertSamples(AlertWorkload workload) {
    for (int key = 0; key < workload.keys(); key++) {
      List<SeriesText.Label> ofHost = new ArrayList<>();
      ofHost.add(
          new SeriesText.Label(
              RemoteWriteRequest.METRIC_NAME, AlertWorkload.metric(workload.metricOf(key))));
      AlertWorkload.labels(key, AlertWorkload.host(key))
          .forEach((name, value) -> ofHost.add(new SeriesText.Label(name, value)));
      labels.add(RemoteWriteRequest.labels(ofHost));
    }
  }

  /**
   * A sample of each of some keys' hosts, not compressed.
   *
   * @param from the first key
   * @param to the key after the last
   * @param value of a key
   */
  public byte[] request(int from, int to, IntToDoubleFunction value, long unixMillis) {
    for (int key = from; key < to; key++) {
      request.add(labels.get(key), value.applyAsDouble(key), unixMillis);
    }
    return request.take();
  }
}
