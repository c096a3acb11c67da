package io.watchlake.app.alert;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.connectors.alert.client.AlertReader;
import io.watchlake.connectors.alert.client.RuleTopicException;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.alert.AlertStatus;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The alerts that are still in their topic, as commands look at them. */
final class KnownAlerts {

  private KnownAlerts() {}

  /**
   * The address of the Kafka of the stack that runs.
   *
   * @throws CommandException where none does
   */
  static String kafka(HomeOption home) {
    try {
      return StackClient.of(home.path()).info().kafkaBootstrap();
    } catch (StackException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }

  /** Each alert as it became last, those first that became so first. */
  static List<Alert> latest(String bootstrapServers) {
    Map<String, Alert> latest = new LinkedHashMap<>();
    try (AlertReader reader = new AlertReader(bootstrapServers, Topics.ALERTS)) {
      for (Alert alert : reader.toEnd()) {
        String name = alert.fingerprint() + '/' + alert.sinceUnixNano() + '/' + alert.shadow();
        latest.merge(name, alert, (one, other) -> other.revision() >= one.revision() ? other : one);
      }
    } catch (RuleTopicException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
    return latest.values().stream().sorted(Comparator.comparingLong(Alert::timeUnixNano)).toList();
  }

  /** Whether people may be told of it: it fires, and by a version that counts. */
  static boolean fires(Alert alert) {
    return alert.status() == AlertStatus.FIRING && !alert.shadow();
  }
}
