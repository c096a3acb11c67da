package io.watchlake.lakehouse.flink;

import io.watchlake.lakehouse.table.LakehouseTables;
import io.watchlake.model.Tables;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotifiedAlert;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
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
        .string(JsonColumns.of(alert.labels()))
        .string(JsonColumns.of(alert.annotations()))
        .string(JsonColumns.of(alert.channels()))
        .string(JsonColumns.of(alert.evidence()))
        .value((long) alert.revision())
        .string(alert.timeline())
        .value(text(alert.annotations().get(Alert.INCIDENT)))
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
        .string(JsonColumns.of(notification.groupLabels()))
        .string(JsonColumns.of(notification.commonLabels()))
        .value((long) notification.alerts().size())
        .string(
            notification.alerts().stream()
                .map(AlertRows::alert)
                .collect(Collectors.joining(",", "[", "]")))
        .string(notification.timeline())
        .value(text(incidents(notification)))
        .build();
  }

  /** Those of its alerts as a list in JSON; null where none of them is of one. */
  private static @Nullable String incidents(Notification notification) {
    Set<String> incidents = new TreeSet<>();
    for (NotifiedAlert alert : notification.alerts()) {
      String incident = alert.annotations().get(Alert.INCIDENT);
      if (incident != null) {
        incidents.add(incident);
      }
    }
    return incidents.isEmpty() ? null : JsonColumns.of(incidents);
  }

  private static @Nullable StringData text(@Nullable String text) {
    return text == null ? null : StringData.fromString(text);
  }

  private static String alert(NotifiedAlert alert) {
    return "{\"fingerprint\":"
        + JsonColumns.quoted(alert.fingerprint())
        + ",\"status\":"
        + JsonColumns.quoted(alert.status().code())
        + ",\"labels\":"
        + JsonColumns.of(alert.labels())
        + '}';
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
