package io.watchlake.jobs.stage.decode;

import io.watchlake.connectors.audit.codec.AuditDecoder;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.RawMessage;
import io.watchlake.model.audit.AuditEvent;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;

/** Decodes audit events; a message that is none leaves by {@link DeadLetterOutput#TAG}. */
public final class DecodeAudit extends ProcessFunction<RawMessage, AuditEvent> {

  private static final long serialVersionUID = 1L;

  private transient DecodeMeter meter;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public DecodeAudit() {}

  @Override
  public void open(OpenContext context) {
    meter = new DecodeMeter(getRuntimeContext().getMetricGroup());
  }

  @Override
  public void processElement(RawMessage message, Context context, Collector<AuditEvent> out) {
    meter.message(message);
    AuditEvent event;
    try {
      event = AuditDecoder.decode(message);
    } catch (InvalidEventException e) {
      meter.deadLetter();
      Reason reason = e.path().equals("$") ? Reason.UNDECODABLE : Reason.INVALID_VALUE;
      context.output(DeadLetterOutput.TAG, DeadLetters.whole(message, reason, e.getMessage()));
      return;
    }
    meter.record();
    out.collect(event);
  }
}
