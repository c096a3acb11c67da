package io.watchlake.model.telemetry;

import io.watchlake.model.Origin;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A log record. Times are nanoseconds since the epoch, UTC.
 *
 * @param origin where it came from
 * @param timeline the timeline's name
 * @param resource who sent it
 * @param scope the instrumentation scope
 * @param eventUnixNano the event time: the record's time, else its observed time, else its arrival
 * @param timeUnixNano the record's own time; 0 where the sender gave none
 * @param observedUnixNano when it was observed; 0 where the sender gave none
 * @param severityNumber 0 (unspecified) to 24
 * @param severityText as the sender wrote it; empty where there is none
 * @param body a string body as it is, any other as JSON; null where there is none
 * @param bodyIsJson whether {@code body} is JSON of a body that was not a string
 * @param eventName empty where there is none
 * @param traceId 16 bytes; null where there is none
 * @param spanId 8 bytes; null where there is none
 * @param flags OTLP log record flags, unsigned 32 bits
 * @param attributes the record's own attributes
 * @param droppedAttributes how many attributes the sender dropped
 */
@SuppressWarnings("ArrayRecordComponent") // ids are passed on, never compared
public record LogRecord(
    Origin origin,
    String timeline,
    Resource resource,
    Scope scope,
    long eventUnixNano,
    long timeUnixNano,
    long observedUnixNano,
    int severityNumber,
    String severityText,
    @Nullable String body,
    boolean bodyIsJson,
    String eventName,
    byte @Nullable [] traceId,
    byte @Nullable [] spanId,
    int flags,
    Attributes attributes,
    int droppedAttributes) {

  /** Names of severity numbers, four numbers each, from 1. */
  private static final List<String> SEVERITIES =
      List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");

  private static final int NUMBERS_OF_EACH = 4;

  /**
   * What kind of severity it is, {@code TRACE} to {@code FATAL}: by the number, else by what is
   * usual for the text; else the text itself in capitals, which may be empty.
   */
  public String severity() {
    if (severityNumber > 0) {
      return SEVERITIES.get((severityNumber - 1) / NUMBERS_OF_EACH);
    }
    String text = severityText.toUpperCase(Locale.ROOT);
    return switch (text) {
      case "NOTICE", "INFORMATION" -> "INFO";
      case "WARNING" -> "WARN";
      case "ERR" -> "ERROR";
      case "CRITICAL", "ALERT", "EMERGENCY", "PANIC" -> "FATAL";
      default -> text;
    };
  }
}
