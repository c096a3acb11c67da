package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.streaming.ServerSentEvents;
import io.watchlake.app.json.Json;
import io.watchlake.app.page.View;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.status.StackStatus;
import io.watchlake.app.status.StatusSource;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps every open page up to date: one thread gathers status and overviews for all of them, each
 * view once however many look at it, and nothing while nobody looks.
 */
final class LiveHub implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveHub.class);

  /** The jobs commit this often; asking more often shows nothing new. */
  private static final Duration PERIOD = Duration.ofSeconds(5);

  private static final int MAX_CLIENTS = 64;

  private final StatusSource status;
  private final Overviews overviews;
  private final List<LiveClient> clients = new CopyOnWriteArrayList<>();
  private @Nullable ScheduledFuture<?> rounds;
  private final ScheduledExecutorService gatherer =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread thread = new Thread(task, "live");
            thread.setDaemon(true);
            return thread;
          });

  LiveHub(StatusSource status, Overviews overviews) {
    this.status = status;
    this.overviews = overviews;
  }

  void start() {
    rounds =
        gatherer.scheduleWithFixedDelay(
            () -> gatherFor(clients), PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Events for one page: {@code status} and {@code overview}, now and whenever they change. */
  HttpResponse follow(View view) {
    clients.removeIf(LiveClient::isGone);
    if (clients.size() >= MAX_CLIENTS) {
      return ApiErrors.response(
          HttpStatus.SERVICE_UNAVAILABLE,
          "too_many_pages",
          "more than " + MAX_CLIENTS + " pages are open; close some");
    }
    LiveClient client = new LiveClient(view);
    clients.add(client);
    CompletableFuture<Boolean> unused =
        client.events().whenComplete().handle((done, gone) -> clients.remove(client));
    gatherer.execute(() -> gatherFor(List.of(client)));
    return ServerSentEvents.fromPublisher(client.events());
  }

  private void gatherFor(List<LiveClient> readers) {
    if (readers.isEmpty()) {
      return;
    }
    try {
      StackStatus now = status.status();
      String statusJson = Json.write(now);
      readers.forEach(client -> client.offer("status", statusJson));
      Set<View> views = new HashSet<>();
      readers.forEach(client -> views.add(client.view()));
      Map<View, String> answers = new HashMap<>();
      for (View view : views) {
        answers.put(view, Json.write(overviews.of(view, now)));
      }
      for (LiveClient client : readers) {
        String overview = answers.get(client.view());
        if (overview != null) {
          client.offer("overview", overview);
        }
      }
    } catch (SqlFailure | IOException | RuntimeException e) {
      // The pages call what they show stale by themselves; the next round tries again.
      LOG.warn("The pages could not be brought up to date: {}", e.toString());
    }
  }

  @Override
  public void close() {
    if (rounds != null) {
      rounds.cancel(true);
    }
    gatherer.shutdownNow();
    clients.forEach(LiveClient::close);
  }
}
