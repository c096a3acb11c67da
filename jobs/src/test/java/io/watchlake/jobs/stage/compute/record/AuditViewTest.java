package io.watchlake.jobs.stage.compute.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.Origin;
import io.watchlake.model.audit.AuditEvent;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalLabels;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditViewTest {

  @Test
  void anAuditEventIsASignalOfItsActionWithItsAttributes() {
    assertThat(view(7).signal())
        .isEqualTo(
            new Signal(
                "audit/live//idp/e-1",
                SignalKind.AUDIT,
                "live",
                5,
                "authentication",
                "",
                "shop",
                "/idp/e-1",
                Double.NaN,
                Map.of("actor", "eve", "outcome", "failure"),
                Map.of("origin", "audit_events-1-7-0")));
  }

  @Test
  void whatIsToldTwiceIsOneSignal() {
    assertThat(view(8).signal().id()).isEqualTo(view(7).signal().id());
  }

  @Test
  void whatTheViewTellsTheSignalTells() {
    for (String label : List.of("service", "actor", "outcome", "no")) {
      assertThat(view(7).label(label)).isEqualTo(SignalLabels.get(view(7).signal(), label));
    }
  }

  private static AuditView view(long offset) {
    return new AuditView(
        new AuditEvent(
            new Origin("audit_events", 1, offset, 0),
            "live",
            "/idp",
            "e-1",
            5,
            "authentication",
            "shop",
            Map.of("actor", "eve", "outcome", "failure")));
  }
}
