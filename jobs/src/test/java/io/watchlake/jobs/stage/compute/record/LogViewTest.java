package io.watchlake.jobs.stage.compute.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalLabels;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogViewTest {

  private static final Resource NOBODY = new Resource(Resource.UNKNOWN_SERVICE, Attributes.EMPTY);

  @Test
  void aLogRecordIsASignalOfItsPlaceWithItsAttributesSeverityAndBody() {
    Signal signal = new LogView(Logs.of(4, 17, "till-1", "it is stuck")).signal();
    assertThat(signal)
        .isEqualTo(
            new Signal(
                "log/otlp_logs-1-7-4",
                SignalKind.LOG,
                "live",
                Logs.TIME + 4,
                "",
                "",
                "shop",
                "otlp_logs-1-7-4",
                17,
                Map.of(
                    "severity",
                    "ERROR",
                    "body",
                    "it is stuck",
                    "till",
                    "till-1",
                    "items",
                    "3",
                    "service.name",
                    "shop"),
                Map.of("origin", "otlp_logs-1-7-4", "span_id", "01ab")));
  }

  @Test
  void whatTheViewTellsTheSignalTells() {
    LogView view = new LogView(Logs.of(4, 17, "till-1", "it is stuck"));
    for (String label :
        List.of("service", "severity", "body", "till", "items", "service.name", "job", "no")) {
      assertThat(view.label(label)).isEqualTo(SignalLabels.get(view.signal(), label));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, '', TRACE",
    "9, whatever, INFO",
    "16, '', WARN",
    "17, '', ERROR",
    "24, '', FATAL",
    "0, warning, WARN",
    "0, Err, ERROR",
    "0, critical, FATAL",
    "0, notice, INFO",
    "0, audit, AUDIT",
    "0, '', ''"
  })
  void severityIsByNumberElseByText(int number, String text, String severity) {
    LogView view = new LogView(Logs.of(number, text, "", NOBODY, Attributes.EMPTY));
    assertThat(view.label("severity")).isEqualTo(severity);
  }

  @Test
  void theValueIsTheNumberOfTheSeverity() {
    assertThat(new LogView(Logs.of(13, "", "", NOBODY, Attributes.EMPTY)).value()).isEqualTo(13);
    assertThat(new LogView(Logs.of(0, "ERROR", "", NOBODY, Attributes.EMPTY)).value()).isNaN();
  }

  @Test
  void aLongBodyIsCutBetweenCharactersAndASenderWithoutANameIsNoService() {
    String body = "x".repeat(RecordView.LONGEST_LABEL - 1) + "\uD83D\uDE00 and more";
    LogView view = new LogView(Logs.of(0, "", body, NOBODY, Attributes.EMPTY));
    assertThat(view.label("body")).isEqualTo("x".repeat(RecordView.LONGEST_LABEL - 1));
    assertThat(view.signal().service()).isEmpty();
    assertThat(view.label("service")).isEmpty();
  }
}
