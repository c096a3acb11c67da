package io.watchlake.app.status;

import com.fasterxml.jackson.core.type.TypeReference;
import io.watchlake.app.json.Json;
import io.watchlake.app.stack.ComponentStatus;
import io.watchlake.app.stack.Components;
import io.watchlake.app.stack.StackClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Asks the notifier what became of notifications. */
final class NotifierFigures {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private NotifierFigures() {}

  /** A channel each; empty where the stack has no notifier, or it does not run. */
  static List<StackStatus.Channel> ask(Optional<StackClient> stack)
      throws IOException, InterruptedException {
    Optional<ComponentStatus> notifier =
        stack.stream()
            .flatMap(client -> client.components().stream())
            .filter(component -> component.name().equals(Components.NOTIFIER))
            .filter(component -> component.state() == ComponentStatus.State.RUNNING)
            .findFirst();
    if (notifier.isEmpty()) {
      return List.of();
    }
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(notifier.get().address() + "/status"))
            .timeout(PATIENCE)
            .GET()
            .build();
    HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("the notifier answered " + response.statusCode());
    }
    return Json.mapper()
        .readValue(response.body(), new TypeReference<List<StackStatus.Channel>>() {});
  }
}
