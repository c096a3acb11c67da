package io.watchlake.app.config;

import io.watchlake.app.config.Key.UsedBy;
import io.watchlake.app.webhook.Webhook;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keys of whose webhooks are taken. Their secrets stand in no configuration. */
final class WebhookKeys {

  private static final UsedBy ENDPOINTS = new UsedBy("the webhook endpoints");

  static final Key<Boolean> ALLOW_UNSIGNED =
      new Key<>(
          "monitoring.webhooks.allow_unsigned",
          Types.BOOLEAN,
          false,
          ENDPOINTS,
          "Whether webhooks that have no secret are taken from this machine without any proof of"
              + " their sender. Otherwise they are refused.");

  /**
   * Where one webhook's secret is.
   *
   * @param environment the name of an environment variable
   * @param file the path of a file
   */
  record SecretPlace(Key<String> environment, Key<String> file) {

    Optional<Secret> find(Values values) {
      return values
          .find(environment)
          .map(Secret::ofEnvironment)
          .or(
              () ->
                  values
                      .find(file)
                      .map(path -> Secret.ofFile(Path.of(path).toAbsolutePath().normalize())));
    }
  }

  private static final Map<Webhook, SecretPlace> SECRETS = secrets();

  private WebhookKeys() {}

  private static Map<Webhook, SecretPlace> secrets() {
    Map<Webhook, SecretPlace> places = new EnumMap<>(Webhook.class);
    for (Webhook webhook : Webhook.values()) {
      String path = "monitoring.webhooks." + webhook.label() + ".secret";
      String what =
          switch (webhook) {
            case GITHUB -> "The secret that GitHub signs webhooks with";
            case GITLAB -> "The secret token that GitLab sends with webhooks";
            case DEVLAKE -> "The token of those who post deployments and incidents";
            case PAGERDUTY -> "The secret that PagerDuty signs webhooks with";
            case CLOUDEVENTS -> "The token of those who post CloudEvents";
          };
      places.put(
          webhook,
          new SecretPlace(
              new Key<>(
                  path + "_env",
                  Types.ENVIRONMENT_NAME_TEXT,
                  null,
                  ENDPOINTS,
                  what + ": the environment variable that holds it, in the server's process."),
              new Key<>(
                  path + "_file",
                  Types.TEXT,
                  null,
                  ENDPOINTS,
                  what + ": the file that holds it, alone. Read for each request.")));
    }
    return places;
  }

  static List<Key<?>> all() {
    List<Key<?>> keys = new ArrayList<>();
    for (SecretPlace place : SECRETS.values()) {
      keys.add(place.environment());
      keys.add(place.file());
    }
    keys.add(ALLOW_UNSIGNED);
    return keys;
  }

  static List<SecretPlace> places() {
    return List.copyOf(SECRETS.values());
  }

  static Configuration.Webhooks read(Values values) {
    Map<Webhook, Secret> given = new EnumMap<>(Webhook.class);
    SECRETS.forEach(
        (webhook, place) -> place.find(values).ifPresent(secret -> given.put(webhook, secret)));
    return new Configuration.Webhooks(given, values.get(ALLOW_UNSIGNED));
  }
}
