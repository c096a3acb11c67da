package io.watchlake.app.stack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Flink's REST API, as far as the supervisor and commands need it. Safe for use by several threads.
 */
final class FlinkRest {

  private static final Duration QUICK = Duration.ofSeconds(5);

  /** Running a jar runs its main method inside the JobManager, on a machine that may be busy. */
  private static final Duration SUBMIT = Duration.ofSeconds(90);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();

  private final URI base;

  FlinkRest(URI base) {
    this.base = base;
  }

  /** Flink understood the request and says no; the message is its reason. */
  static final class RefusedException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    RefusedException(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /**
   * What {@link #run} starts.
   *
   * @param jobId id the new run is to have: chosen by us, so that it is on record before the run
   *     can write its first checkpoint
   * @param entryClass main class
   * @param arguments its arguments
   * @param restore savepoint or checkpoint to go on from; null to begin without state
   */
  record Run(String jobId, String entryClass, List<String> arguments, @Nullable Path restore) {}

  /**
   * A registered TaskManager.
   *
   * @param id its resource id
   * @param slots how many it has
   * @param freeSlots how many of them hold no task
   */
  record TaskManager(String id, int slots, int freeSlots) {

    boolean isFree() {
      return freeSlots == slots;
    }
  }

  /** The TaskManagers that are registered. */
  List<TaskManager> taskManagers() throws IOException {
    List<TaskManager> all = new ArrayList<>();
    get("/taskmanagers")
        .path("taskmanagers")
        .forEach(
            each ->
                all.add(
                    new TaskManager(
                        each.path("id").asText(),
                        each.path("slotsNumber").asInt(),
                        each.path("freeSlots").asInt())));
    return all;
  }

  /** The state of every job Flink knows, by its id. */
  Map<String, String> jobs() throws IOException {
    Map<String, String> states = new HashMap<>();
    get("/jobs/overview")
        .path("jobs")
        .forEach(each -> states.put(each.path("jid").asText(), each.path("state").asText()));
    return states;
  }

  /** The id of the running job of a name, if one runs. */
  Optional<String> running(String name) throws IOException {
    for (JsonNode each : get("/jobs/overview").path("jobs")) {
      if (each.path("name").asText().equals(name)
          && each.path("state").asText().equals("RUNNING")) {
        return Optional.of(each.path("jid").asText());
      }
    }
    return Optional.empty();
  }

  /** The id of the vertex of a run that begins with an operator, if it has one. */
  Optional<String> vertex(String jobId, String operator) throws IOException {
    for (JsonNode each : get("/jobs/" + jobId).path("vertices")) {
      String name = each.path("name").asText();
      if (name.equals(operator) || name.startsWith(operator + " ->")) {
        return Optional.of(each.path("id").asText());
      }
    }
    return Optional.empty();
  }

  /** The ids of the metrics that any subtask of a vertex has. */
  Set<String> metrics(String jobId, String vertex) throws IOException {
    Set<String> ids = new HashSet<>();
    get("/jobs/" + jobId + "/vertices/" + vertex + "/subtasks/metrics")
        .forEach(each -> ids.add(each.path("id").asText()));
    return ids;
  }

  /**
   * Metrics of a vertex, each summed over its subtasks.
   *
   * @param metrics their ids, separated by commas; if Flink does not know one, it tells none
   */
  Map<String, Long> sums(String jobId, String vertex, String metrics) throws IOException {
    Map<String, Long> sums = new HashMap<>();
    get("/jobs/" + jobId + "/vertices/" + vertex + "/subtasks/metrics?agg=sum&get=" + metrics)
        .forEach(each -> sums.put(each.path("id").asText(), each.path("sum").asLong()));
    return sums;
  }

  /** The last completed checkpoint of a run, if it has one. */
  Optional<JobStatus.Checkpoint> lastCheckpoint(String jobId) throws IOException {
    JsonNode completed = get("/jobs/" + jobId + "/checkpoints").path("latest").path("completed");
    if (!completed.isObject()) {
      return Optional.empty();
    }
    return Optional.of(
        new JobStatus.Checkpoint(
            completed.path("id").asLong(),
            Instant.ofEpochMilli(completed.path("latest_ack_timestamp").asLong()),
            completed.path("state_size").asLong(),
            completed.path("external_path").asText()));
  }

  /** The first line of the error that last hit a run; empty when there was none. */
  String lastError(String jobId) throws IOException {
    String trace =
        get("/jobs/" + jobId + "/exceptions?maxExceptions=1").path("root-exception").asText("");
    return rootCause(trace);
  }

  /** Uploads the job jar; returns the id it is run by until the JobManager ends. */
  String upload(Path jar) throws IOException {
    String boundary = "watchlake-" + UUID.randomUUID();
    String head =
        "--"
            + boundary
            + "\r\nContent-Disposition: form-data; name=\"jarfile\"; filename=\""
            + jar.getFileName()
            + "\"\r\nContent-Type: application/x-java-archive\r\n\r\n";
    BodyPublisher body =
        BodyPublishers.concat(
            BodyPublishers.ofString(head),
            BodyPublishers.ofFile(jar),
            BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/jars/upload"))
            .timeout(SUBMIT)
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(body)
            .build();
    String stored = send(request).path("filename").asText();
    return stored.substring(stored.lastIndexOf('/') + 1);
  }

  /** Starts a run of an uploaded jar. */
  void run(String jarId, Run run) throws IOException {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("jobId", run.jobId());
    body.put("entryClass", run.entryClass());
    run.arguments().forEach(body.putArray("programArgsList")::add);
    body.put("allowNonRestoredState", false);
    Path restore = run.restore();
    if (restore != null) {
      body.put("savepointPath", restore.toUri().toString());
    }
    post("/jars/" + jarId + "/run", body, SUBMIT);
  }

  /** Asks a run to stop with a savepoint; the result is asked for with {@link #savepoint}. */
  String stopWithSavepoint(String jobId, Path folder) throws IOException {
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.put("drain", false);
    body.put("targetDirectory", folder.toUri().toString());
    return post("/jobs/" + jobId + "/stop", body, QUICK).path("request-id").asText();
  }

  /**
   * Where the savepoint lies; empty while it is being made.
   *
   * @throws RefusedException if it failed
   */
  Optional<String> savepoint(String jobId, String request) throws IOException {
    JsonNode answer = get("/jobs/" + jobId + "/savepoints/" + request);
    if (!answer.path("status").path("id").asText().equals("COMPLETED")) {
      return Optional.empty();
    }
    JsonNode operation = answer.path("operation");
    if (operation.has("location")) {
      return Optional.of(operation.path("location").asText());
    }
    String trace = operation.path("failure-cause").path("stack-trace").asText("no reason given");
    throw new RefusedException(200, rootCause(trace));
  }

  /** Ends a run without a savepoint; its checkpoints stay. */
  void cancel(String jobId) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("/jobs/" + jobId + "?mode=cancel"))
            .timeout(QUICK)
            .method("PATCH", BodyPublishers.noBody())
            .build();
    send(request);
  }

  private JsonNode get(String path) throws IOException {
    return send(HttpRequest.newBuilder(base.resolve(path)).timeout(QUICK).GET().build());
  }

  private JsonNode post(String path, JsonNode body, Duration timeout) throws IOException {
    return send(
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.UTF_8))
            .build());
  }

  private JsonNode send(HttpRequest request) throws IOException {
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw new RefusedException(response.statusCode(), reason(response.body()));
      }
      return Json.parse(response.body().isEmpty() ? "{}" : response.body());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  private static String reason(String body) {
    try {
      JsonNode errors = Json.parse(body).path("errors");
      StringBuilder all = new StringBuilder();
      errors.forEach(each -> all.append(each.asText()).append('\n'));
      return all.isEmpty() ? body : rootCause(all.toString());
    } catch (IOException notJson) {
      return body;
    }
  }

  /** The innermost "Caused by" of a Java stack trace, which is what a reader needs. */
  static String rootCause(String trace) {
    String marker = "Caused by: ";
    int last = trace.lastIndexOf(marker);
    String from = last < 0 ? trace : trace.substring(last + marker.length());
    return from.lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.equals("Internal server error."))
        .map(
            line ->
                line.startsWith("<Exception on server side:") ? line.substring(26).strip() : line)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }
}
