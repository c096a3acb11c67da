package io.watchlake.jmh;

import io.watchlake.connectors.otlp.codec.DecodeLimits;
import io.watchlake.connectors.otlp.codec.MetricDecoder;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.RawMessage;
import io.watchlake.model.telemetry.DistributionPoint;
import io.watchlake.model.telemetry.NumberPoint;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** OTLP bytes to points; nanoseconds a point. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecodeBenchmark {

  @Param({"10000", "200000"})
  private int series;

  private List<RawMessage> messages;
  private MetricDecoder decoder;
  private int next;

  @Setup
  public void prepare() {
    messages = Messages.of(series, 3);
    decoder = new MetricDecoder(DecodeLimits.ofRetention(Duration.ofDays(30)));
  }

  /** The decoder over generated protobuf classes. */
  @Benchmark
  @OperationsPerInvocation(Messages.POINTS)
  public void objects(Blackhole out) {
    decoder.decode(
        messages.get(next++ % messages.size()),
        new MetricDecoder.Handler() {
          @Override
          public void number(NumberPoint point) {
            out.consume(point);
          }

          @Override
          public void distribution(DistributionPoint point) {
            out.consume(point);
          }

          @Override
          public void deadLetter(DeadLetter deadLetter) {
            throw new IllegalStateException(deadLetter.detail());
          }
        });
  }
}
