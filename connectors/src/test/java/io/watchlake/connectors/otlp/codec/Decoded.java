package io.watchlake.connectors.otlp.codec;

import io.watchlake.model.DeadLetter;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.LogRecord;
import io.watchlake.model.telemetry.NumberPoint;
import io.watchlake.model.telemetry.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Everything a decoder gave, in the order it came. */
final class Decoded implements SpanDecoder.Handler, LogDecoder.Handler, MetricDecoder.Handler {

  static final DecodeLimits LIMITS = DecodeLimits.ofRetention(Duration.ofDays(30));

  final List<Span> spans = new ArrayList<>();
  final List<LogRecord> logs = new ArrayList<>();
  final List<NumberPoint> numbers = new ArrayList<>();
  final List<DistributionPoint> distributions = new ArrayList<>();
  final List<DeadLetter> deadLetters = new ArrayList<>();

  /** Origins of all rows and dead letters. */
  final List<Origin> origins = new ArrayList<>();

  static Decoded spans(RawMessage message) {
    Decoded decoded = new Decoded();
    new SpanDecoder(LIMITS).decode(message, decoded);
    return decoded;
  }

  static Decoded logs(RawMessage message) {
    Decoded decoded = new Decoded();
    new LogDecoder(LIMITS).decode(message, decoded);
    return decoded;
  }

  static Decoded metrics(RawMessage message) {
    Decoded decoded = new Decoded();
    new MetricDecoder(LIMITS).decode(message, decoded);
    return decoded;
  }

  @Override
  public void span(Span span) {
    spans.add(span);
    origins.add(span.origin());
  }

  @Override
  public void log(LogRecord log) {
    logs.add(log);
    origins.add(log.origin());
  }

  @Override
  public void number(NumberPoint point) {
    numbers.add(point);
    origins.add(point.origin());
  }

  @Override
  public void distribution(DistributionPoint point) {
    distributions.add(point);
    origins.add(point.origin());
  }

  @Override
  public void deadLetter(DeadLetter deadLetter) {
    deadLetters.add(deadLetter);
    origins.add(deadLetter.origin());
  }

  int rows() {
    return origins.size() - deadLetters.size();
  }
}
