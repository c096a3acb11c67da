package io.watchlake.jobs.stage.source.backlog;

import io.watchlake.model.RawMessage;
import java.util.function.BiConsumer;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;

/** Another output, where somebody sees each message and its partition before it goes there. */
final class ObservedOutput implements ReaderOutput<RawMessage> {

  private final ReaderOutput<RawMessage> output;
  private final BiConsumer<String, RawMessage> observer;

  /**
   * @param observer takes the id of the split, and the message
   */
  ObservedOutput(ReaderOutput<RawMessage> output, BiConsumer<String, RawMessage> observer) {
    this.output = output;
    this.observer = observer;
  }

  boolean writesTo(ReaderOutput<RawMessage> other) {
    return output == other;
  }

  @Override
  public SourceOutput<RawMessage> createOutputForSplit(String split) {
    SourceOutput<RawMessage> ofSplit = output.createOutputForSplit(split);
    return new SourceOutput<>() {
      @Override
      public void collect(RawMessage message) {
        observer.accept(split, message);
        ofSplit.collect(message);
      }

      @Override
      public void collect(RawMessage message, long timestamp) {
        observer.accept(split, message);
        ofSplit.collect(message, timestamp);
      }

      @Override
      public void emitWatermark(Watermark watermark) {
        ofSplit.emitWatermark(watermark);
      }

      @Override
      public void markIdle() {
        ofSplit.markIdle();
      }

      @Override
      public void markActive() {
        ofSplit.markActive();
      }
    };
  }

  @Override
  public void releaseOutputForSplit(String split) {
    output.releaseOutputForSplit(split);
  }

  @Override
  public void collect(RawMessage message) {
    output.collect(message);
  }

  @Override
  public void collect(RawMessage message, long timestamp) {
    output.collect(message, timestamp);
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    output.emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    output.markIdle();
  }

  @Override
  public void markActive() {
    output.markActive();
  }
}
