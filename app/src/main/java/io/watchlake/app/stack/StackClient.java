package io.watchlake.app.stack;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.model.Timeline;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Speaks to the supervisor of a local stack. Safe for use by several threads.
 *
 * <p>Every method throws {@link StackException} when the supervisor refuses or does not answer.
 */
public final class StackClient {

  private static final Duration QUICK = Duration.ofSeconds(10);

  /** Starting a timeline's jobs waits until they run; stopping waits for their savepoints. */
  private static final Duration LONG = Duration.ofMinutes(5);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final SupervisorInfo info;

  private StackClient(SupervisorInfo info) {
    this.info = info;
  }

  /** The client of the stack that runs in {@code home}; empty when none does. */
  public static Optional<StackClient> find(Path home) {
    return SupervisorInfo.find(home).map(StackClient::new);
  }

  /**
   * The client of the stack that runs in {@code home}.
   *
   * @throws StackException if none does
   */
  public static StackClient of(Path home) {
    return find(home)
        .orElseThrow(
            () ->
                new StackException("no stack runs in " + home + ": start it with ./watchlake up"));
  }

  /** Addresses and ports. */
  public SupervisorInfo info() {
    return info;
  }

  /** Every process, in the order they start. */
  public List<ComponentStatus> components() {
    return read(get("/components"), new TypeReference<>() {});
  }

  /**
   * Ends a component's process and leaves it ended, as for work on its disk; what needs it waits.
   *
   * @throws StackException also if the stack runs no such component
   */
  public void stopComponent(String name) {
    post("/components/" + name + "/stop", LONG);
  }

  /** Has a stopped component run again; returns before it answers. */
  public void startComponent(String name) {
    post("/components/" + name + "/start", QUICK);
  }

  /**
   * The jobs that did not come to run while the stack started, a line each with the reason; empty
   * if all did. It stays as it was then, whatever becomes of the jobs.
   */
  public List<String> notStarted() {
    return read(get("/start"), new TypeReference<>() {});
  }

  /** Every job that runs or was stopped with a savepoint, by name. */
  public List<JobStatus> jobs() {
    return read(get("/jobs"), new TypeReference<>() {});
  }

  /**
   * Makes a timeline's topics and has its jobs run; returns when they do. Jobs that ran on it
   * before go on from where they were stopped. Harmless when they run already.
   *
   * @throws StackException also if another timeline's jobs run: one at a time
   */
  public void startTimeline(Timeline timeline) {
    post("/timelines/" + timeline.name() + "/start", LONG);
  }

  /** Stops a timeline's jobs with savepoints, which a later start goes on from. */
  public void stopTimeline(Timeline timeline) {
    post("/timelines/" + timeline.name() + "/stop", LONG);
  }

  /** Stops everything; each line that says how it goes on is given to {@code progress}. */
  public void shutdown(Consumer<String> progress) {
    HttpResponse<InputStream> response =
        send(
            request("/shutdown", LONG).POST(BodyPublishers.noBody()).build(),
            BodyHandlers.ofInputStream());
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        progress.accept(line);
      }
    } catch (IOException ended) {
      throw new StackException("the supervisor ended before it had stopped everything", ended);
    }
  }

  private String get(String path) {
    return checked(send(request(path, QUICK).GET().build(), BodyHandlers.ofString()));
  }

  private void post(String path, Duration timeout) {
    checked(
        send(
            request(path, timeout).POST(BodyPublishers.noBody()).build(), BodyHandlers.ofString()));
  }

  private HttpRequest.Builder request(String path, Duration timeout) {
    return HttpRequest.newBuilder(info.controlUrl().resolve(path))
        .timeout(timeout)
        .header(ControlServer.GUARD_HEADER, "1");
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException failure) {
      throw new StackException(
          "the supervisor (process "
              + info.pid()
              + ") does not answer at "
              + info.controlUrl()
              + ": "
              + failure,
          failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new StackException("interrupted while waiting for the supervisor", interrupted);
    }
  }

  private static String checked(HttpResponse<String> response) {
    if (response.statusCode() / 100 == 2) {
      return response.body();
    }
    throw new StackException(problem(response.body()));
  }

  private static String problem(String body) {
    try {
      JsonNode error = Json.parse(body).path("error");
      return error.isTextual() ? error.textValue() : body;
    } catch (IOException notJson) {
      return body;
    }
  }

  private static <T> T read(String body, TypeReference<T> type) {
    try {
      return Json.MAPPER.readValue(body, type);
    } catch (IOException failure) {
      throw new StackException(
          "the supervisor answered something else than JSON: " + body, failure);
    }
  }
}
