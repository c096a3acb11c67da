package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.flink.table.data.RowData;
import org.jspecify.annotations.Nullable;

/** Rows of the tables of alerting. */
public final class AlertRows {

  private static final int ALERT = LakehouseTables.of(Tables.ALERTS_LOG).schema().columns().size();

  private static final int DECISION =
      LakehouseTables.of(Tables.NOTIFICATIONS).schema().columns().size();

  private AlertRows() {}

  /** A row of {@link Tables#ALERTS_LOG}. */
  public static RowData alert(Alert alert) {
    return new RowBuilder(ALERT)
        .timestamp(alert.timeUnixNano())
        .string(alert.id())
        .string(alert.fingerprint())
        .string(alert.rule())
        .value(alert.version())
        .value(alert.shadow())
        .string(alert.status().code())
        .timestamp(alert.sinceUnixNano())
        .value(number(alert.value()))
        .value(number(alert.threshold()))
        .string(alert.labels().getOrDefault("severity", ""))
        .string(alert.labels().getOrDefault("service", ""))
        .string(json(alert.labels()))
        .string(json(alert.annotations()))
        .string(json(alert.channels()))
        .string(json(alert.evidence()))
        .value((long) alert.revision())
        .string(alert.timeline())
        .build();
  }

  /** A row of {@link Tables#NOTIFICATIONS}. */
  public static RowData decision(Decision decision) {
    Notification notification = decision.notification();
    return new RowBuilder(DECISION)
        .timestamp(notification.timeUnixNano())
        .string(decision.id())
        .value(decision.tells())
        .string(notification.reason().code())
        .string(decision.cause())
        .string(notification.receiver())
        .value(notification.sendResolved())
        .string(notification.status().code())
        .string(notification.groupKey())
        .string(json(notification.groupLabels()))
        .string(json(notification.commonLabels()))
        .value((long) notification.alerts().size())
        .string(
            notification.alerts().stream()
                .map(AlertRows::alert)
                .collect(Collectors.joining(",", "[", "]")))
        .string(notification.timeline())
        .build();
  }

  private static String alert(NotifiedAlert alert) {
    return "{\"fingerprint\":"
        + quoted(alert.fingerprint())
        + ",\"status\":"
        + quoted(alert.status().code())
        + ",\"labels\":"
        + json(alert.labels())
        + '}';
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }

  private static String json(Map<String, String> texts) {
    return texts.entrySet().stream()
        .map(text -> quoted(text.getKey()) + ':' + quoted(text.getValue()))
        .collect(Collectors.joining(",", "{", "}"));
  }

  private static String json(Collection<String> texts) {
    return texts.stream().map(AlertRows::quoted).collect(Collectors.joining(",", "[", "]"));
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        quoted.append('\\').append(c);
      } else if (c < ' ') {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
