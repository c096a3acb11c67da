package io.watchlake.app.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.watchlake.app.ingest.Signal;
import io.watchlake.app.replay.LakeCounts.Arrived;
import io.watchlake.model.Timeline;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a replay came to.
 *
 * @param timeline where it went
 * @param sent what Kafka acknowledged
 * @param arrived what is committed, by signal; null when it was not waited for
 * @param problems what is wrong; empty when nothing is
 * @param elapsed how long it took
 */
record Outcome(
    Timeline timeline,
    Sent sent,
    @Nullable Map<Signal, Arrived> arrived,
    List<String> problems,
    Duration elapsed) {

  void printText(PrintWriter out) {
    out.printf(
        Locale.ROOT,
        "timeline %s: %,d records sent in %.1f s%n",
        timeline,
        sent.total().records(),
        elapsed.toMillis() / 1000.0);
    for (Signal signal : Signal.values()) {
      Sent.Counts counts = sent.counts(signal);
      out.printf(Locale.ROOT, "  %-8s %,12d sent", signal.label(), counts.records());
      if (arrived != null) {
        Arrived there = arrived.getOrDefault(signal, Arrived.NOTHING);
        out.printf(Locale.ROOT, "  %,12d rows  %,8d dead letters", there.rows(), there.dead());
      }
      if (counts.rejected() > 0) {
        out.printf(Locale.ROOT, "  %,d rejected", counts.rejected());
      }
      out.println();
    }
    out.flush();
  }

  void printJson(PrintWriter out) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("timeline", timeline.name());
      json.writeBooleanField("ok", problems.isEmpty());
      json.writeBooleanField("committed", arrived != null && problems.isEmpty());
      json.writeNumberField("elapsed_ms", elapsed.toMillis());
      json.writeObjectFieldStart("signals");
      for (Signal signal : Signal.values()) {
        Sent.Counts counts = sent.counts(signal);
        json.writeObjectFieldStart(signal.label());
        json.writeNumberField("requests", counts.requests());
        json.writeNumberField("sent", counts.records());
        json.writeNumberField("rejected", counts.rejected());
        if (arrived != null) {
          Arrived there = arrived.getOrDefault(signal, Arrived.NOTHING);
          json.writeNumberField("rows", there.rows());
          json.writeNumberField("dead", there.dead());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeArrayFieldStart("problems");
      for (String problem : problems) {
        json.writeString(problem);
      }
      json.writeEndArray();
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("JSON could not be written into memory", e);
    }
    out.println(text);
    out.flush();
  }
}
