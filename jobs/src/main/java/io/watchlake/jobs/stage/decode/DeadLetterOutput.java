package io.watchlake.jobs.stage.decode;

import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import org.apache.flink.util.OutputTag;

/** The side output that every decoding stage has. */
public final class DeadLetterOutput {

  /** What could not become a record. */
  public static final OutputTag<DeadLetter> TAG =
      new OutputTag<>("dead-letters", TelemetryTypes.DEAD_LETTER);

  private DeadLetterOutput() {}
}
