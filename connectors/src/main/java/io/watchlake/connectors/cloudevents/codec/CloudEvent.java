package io.watchlake.connectors.cloudevents.codec;

/**
 * A CloudEvent 1.0.
 *
 * @param source who sent it
 * @param id unique within {@code source}
 * @param type what it is
 * @param subject what of the source it is about; empty where it names none
 * @param timeUnixNano nanoseconds since the epoch, UTC; 0 where it tells none
 * @param data its contents, with their path in the message
 */
public record CloudEvent(
    String source, String id, String type, String subject, long timeUnixNano, JsonField data) {}
