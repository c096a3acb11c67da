package io.watchlake.connectors.audit.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.model.Origin;
import io.watchlake.model.RawMessage;
import io.watchlake.model.audit.AuditEvent;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditDecoderTest {

  @Test
  void theDataTellWhatWasDoneByWhomAndHowItEnded() throws Exception {
    assertThat(
            decode(
                """
                {"specversion": "1.0", "id": "7", "source": "/idp", "type": "org.example.login",
                 "time": "2026-01-02T03:04:05.678Z", "subject": "till",
                 "data": {"action": "authentication", "outcome": "failure", "service": "shop",
                          "actor": {"id": "eve", "trusted": false}, "attempt": 3,
                          "roles": ["a"], "reason": null, "type": "password"}}
                """))
        .isEqualTo(
            new AuditEvent(
                new Origin("audit_events", 1, 7, 0),
                "live",
                "/idp",
                "7",
                1_767_323_045_678_000_000L,
                "authentication",
                "shop",
                Map.of(
                    "action", "authentication",
                    "outcome", "failure",
                    "service", "shop",
                    "actor.id", "eve",
                    "actor.trusted", "false",
                    "attempt", "3",
                    "type", "password",
                    "source", "/idp",
                    "subject", "till")));
  }

  @Test
  void withoutDataTheTypeIsTheActionAndWithoutATimeItIsOfItsArrival() throws Exception {
    AuditEvent event =
        decode(
            """
            {"specversion": "1.0", "id": "7", "source": "/idp", "type": "org.example.login"}
            """);
    assertThat(event.action()).isEqualTo("org.example.login");
    assertThat(event.service()).isEmpty();
    assertThat(event.timeUnixNano()).isEqualTo(5_000_000L);
    assertThat(event.attributes()).isEqualTo(Map.of("source", "/idp", "type", "org.example.login"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "null | $: is missing",
        "{ | $: is not JSON",
        "{\"specversion\": \"1.0\", \"source\": \"s\", \"type\": \"t\"} | $.id: is missing",
        "{\"specversion\": \"1.0\", \"id\": \"1\", \"source\": \"s\", \"type\": \"t\", \"data\":"
            + " {\"action\": []}} | $.data.action: is not a text"
      })
  void whatIsNoAuditEventSaysWhyNot(@Nullable String message, String why) {
    assertThatThrownBy(() -> decode(message))
        .isInstanceOf(InvalidEventException.class)
        .hasMessageStartingWith(why);
  }

  private static AuditEvent decode(@Nullable String message) throws InvalidEventException {
    return AuditDecoder.decode(
        new RawMessage(
            "audit_events",
            1,
            7,
            5,
            message == null ? null : message.getBytes(StandardCharsets.UTF_8)));
  }
}
