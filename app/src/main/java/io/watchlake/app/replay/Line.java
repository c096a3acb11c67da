package io.watchlake.app.replay;

import com.google.protobuf.Message;
import io.watchlake.app.ingest.Signal;
import io.watchlake.connectors.otlp.codec.OtlpRecords;
import java.nio.file.Path;

/**
 * One OTLP request of a file.
 *
 * @param file where it stands
 * @param number its line, from 1
 * @param signal what it carries
 * @param earliestNanos the earliest time in it, nanoseconds since the epoch; 0 when it has none
 * @param latestNanos the latest time in it, by which files are merged; of the line before it when
 *     it has none of its own
 * @param records how many records it holds
 * @param request the request as protobuf, which is a third of its JSON
 */
@SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
record Line(
    Path file,
    long number,
    Signal signal,
    long earliestNanos,
    long latestNanos,
    int records,
    byte[] request) {

  static Line of(Path file, long number, Signal signal, Message request, long fallbackNanos) {
    EventTimes times = EventTimes.of(request);
    return new Line(
        file,
        number,
        signal,
        times.any() ? times.earliestNanos() : 0,
        times.any() ? times.latestNanos() : fallbackNanos,
        OtlpRecords.count(request),
        request.toByteArray());
  }

  /** Where it stands, as editors understand it. */
  String place() {
    return file + ":" + number;
  }
}
