package io.watchlake.connectors.alertmanager.codec;

import io.watchlake.connectors.alert.codec.Rfc3339;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotifiedAlert;
import java.time.Duration;

/** The alerts of a notification as {@code POST /api/v2/alerts} of Alertmanager takes them. */
public final class AlertsCodec {

  private AlertsCodec() {}

  /**
   * The body of the request.
   *
   * @param holds for how long after the notification an alert fires of which nothing more is heard;
   *     Alertmanager itself would end it after five minutes
   */
  public static byte[] encode(Notification notification, Duration holds) {
    long until = notification.timeUnixNano() + holds.toNanos();
    GoJson json = new GoJson().open('[');
    for (NotifiedAlert alert : notification.alerts()) {
      long ends = alert.endsAtUnixNano();
      json.open('{');
      json.name("labels").texts(alert.labels());
      json.name("annotations").texts(alert.annotations());
      json.name("startsAt").text(Rfc3339.text(alert.startsAtUnixNano()));
      json.name("endsAt").text(Rfc3339.text(ends == 0 ? until : ends));
      if (!alert.generatorUrl().isEmpty()) {
        json.name("generatorURL").text(alert.generatorUrl());
      }
      json.close('}');
    }
    return json.close(']').line();
  }
}
