package io.watchlake.connectors.alertmanager.codec;

import io.watchlake.connectors.alert.codec.Rfc3339;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotifiedAlert;

/**
 * Notifications as Alertmanager's webhook sends them (version 4 of its format), byte for byte, so
 * that whoever reads one of Alertmanager reads ours.
 */
public final class WebhookCodec {

  private static final String VERSION = "4";

  private WebhookCodec() {}

  /**
   * The body of the request.
   *
   * @param maxAlerts how many alerts it tells of at most; the rest is counted. 0 for all
   */
  public static byte[] encode(Notification whole, int maxAlerts) {
    Notification notification = cut(whole, maxAlerts);
    GoJson json = new GoJson().open('{');
    json.name("receiver").text(notification.receiver());
    json.name("status").text(notification.status().code());
    json.name("alerts").open('[');
    for (NotifiedAlert alert : notification.alerts()) {
      json.open('{');
      json.name("status").text(alert.status().code());
      json.name("labels").texts(alert.labels());
      json.name("annotations").texts(alert.annotations());
      json.name("startsAt").text(Rfc3339.text(alert.startsAtUnixNano()));
      json.name("endsAt").text(Rfc3339.textOrNone(alert.endsAtUnixNano()));
      json.name("generatorURL").text(alert.generatorUrl());
      json.name("fingerprint").text(alert.fingerprint());
      json.close('}');
    }
    json.close(']');
    json.name("groupLabels").texts(notification.groupLabels());
    json.name("commonLabels").texts(notification.commonLabels());
    json.name("commonAnnotations").texts(notification.commonAnnotations());
    json.name("externalURL").text(notification.externalUrl());
    json.name("version").text(VERSION);
    json.name("groupKey").text(notification.groupKey());
    json.name("truncatedAlerts").number(notification.truncatedAlerts());
    return json.close('}').line();
  }

  /** What is left out changes what is common, and may change the status, as in Alertmanager. */
  private static Notification cut(Notification whole, int maxAlerts) {
    int alerts = whole.alerts().size();
    if (maxAlerts == 0 || alerts <= maxAlerts) {
      return whole;
    }
    return new Notification(
        whole.timeline(),
        whole.receiver(),
        whole.sendResolved(),
        whole.reason(),
        whole.timeUnixNano(),
        whole.groupKey(),
        whole.groupLabels(),
        whole.externalUrl(),
        whole.truncatedAlerts() + alerts - maxAlerts,
        whole.alerts().subList(0, maxAlerts));
  }
}
