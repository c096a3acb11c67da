package io.watchlake.app.ingest;

import com.google.protobuf.InvalidProtocolBufferException;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Metric;

/**
 * What a message with metrics holds, by the kinds that remote write counts.
 *
 * @param samples points of gauges and sums
 * @param histograms points of histograms
 * @param exemplars exemplars of all of them
 */
record WrittenPoints(int samples, int histograms, int exemplars) {

  static WrittenPoints of(byte[] message) throws InvalidProtocolBufferException {
    int samples = 0;
    int histograms = 0;
    int exemplars = 0;
    for (var resource : ExportMetricsServiceRequest.parseFrom(message).getResourceMetricsList()) {
      for (var scope : resource.getScopeMetricsList()) {
        for (Metric metric : scope.getMetricsList()) {
          for (var point : metric.getGauge().getDataPointsList()) {
            samples++;
            exemplars += point.getExemplarsCount();
          }
          for (var point : metric.getSum().getDataPointsList()) {
            samples++;
            exemplars += point.getExemplarsCount();
          }
          for (var point : metric.getHistogram().getDataPointsList()) {
            histograms++;
            exemplars += point.getExemplarsCount();
          }
          for (var point : metric.getExponentialHistogram().getDataPointsList()) {
            histograms++;
            exemplars += point.getExemplarsCount();
          }
        }
      }
    }
    return new WrittenPoints(samples, histograms, exemplars);
  }
}
