package io.watchlake.jobs.stage.compute.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Origin;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalLabels;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Span;
import io.watchlake.model.telemetry.SpanKind;
import io.watchlake.model.telemetry.StatusCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpanViewTest {

  private static final long START = 1_000_000_000L;

  @Test
  void aSpanIsASignalOfItsEndWithItsDurationInSeconds() {
    assertThat(new SpanView(span(START + 2_500_000_000L)).signal())
        .isEqualTo(
            new Signal(
                "span/otlp_spans-1-7-2",
                SignalKind.SPAN,
                "live",
                START + 2_500_000_000L,
                "pay",
                "s",
                "shop",
                "otlp_spans-1-7-2",
                2.5,
                Map.of("kind", "server", "status", "error", "http.route", "/pay", "till", "till-1"),
                Map.of(
                    "origin",
                    "otlp_spans-1-7-2",
                    "trace_id",
                    "0a000000000000000000000000000000",
                    "span_id",
                    "0b00000000000000")));
  }

  @Test
  void withoutAValidEndItIsOfItsStartAndHasNoValue() {
    for (long end : new long[] {0, START - 1}) {
      SpanView view = new SpanView(span(end));
      assertThat(view.timeUnixNano()).isEqualTo(START);
      assertThat(view.value()).isNaN();
    }
  }

  @Test
  void whatTheViewTellsTheSignalTells() {
    SpanView view = new SpanView(span(START));
    for (String label : List.of("service", "kind", "status", "http.route", "till", "no")) {
      assertThat(view.label(label)).isEqualTo(SignalLabels.get(view.signal(), label));
    }
  }

  private static Span span(long end) {
    byte[] trace = new byte[16];
    byte[] id = new byte[8];
    trace[0] = 10;
    id[0] = 11;
    return new Span(
        new Origin("otlp_spans", 1, 7, 2),
        "live",
        new Resource(
            "shop", new Attributes(Map.of("till", "till-1"), Map.of(), Map.of(), Map.of(), null)),
        Scope.EMPTY,
        trace,
        id,
        null,
        "",
        0,
        "pay",
        SpanKind.SERVER,
        START,
        end,
        StatusCode.ERROR,
        "",
        new Attributes(
            Map.of("http.route", "/pay", "kind", "mine"), Map.of(), Map.of(), Map.of(), null),
        0,
        null,
        0,
        null,
        0);
  }
}
