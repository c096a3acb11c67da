package io.watchlake.connectors.search.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.connectors.search.codec.IndexPattern;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What Watchlake asks a search cluster besides writing documents: OpenSearch 1 and Elasticsearch 7
 * alike. Safe for use by several threads. Each method fails with a {@link SearchException} where
 * the cluster does not answer in time or says no.
 */
public final class SearchClient {

  private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
  private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
  private static final int MAX_QUOTED = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI address;
  private final Map<String, String> headers;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_WITHIN)
          .build();

  public SearchClient(URI address) {
    this(address, Map.of());
  }

  /**
   * A client.
   *
   * @param address such as {@code http://localhost:9200}
   * @param headers sent with every request, such as an Authorization; never logged
   */
  public SearchClient(URI address, Map<String, String> headers) {
    this.address = address.getRawPath().endsWith("/") ? address : URI.create(address + "/");
    this.headers = Map.copyOf(headers);
  }

  /**
   * How a cluster is.
   *
   * @param status {@code green}, {@code yellow} or {@code red}, in the cluster's own words
   * @param nodes how many nodes it has
   */
  public record Health(String status, int nodes) {

    /** Whether all data can be read and written. */
    public boolean isUsable() {
      return !status.equals("red");
    }
  }

  /** How the cluster is. */
  public Health health() {
    JsonNode answer = ask("GET", "_cluster/health", "");
    return new Health(
        answer.path("status").asText("unknown"), answer.path("number_of_nodes").asInt());
  }

  /** Puts an index template, in place of one of the same name. */
  public void putTemplate(String name, String json) {
    ask("PUT", "_index_template/" + name, json);
  }

  /** Makes everything written so far visible to {@link #count} and to searches. */
  public void refresh(String indices) {
    ask("POST", indices + "/_refresh?ignore_unavailable=true&allow_no_indices=true", "");
  }

  /**
   * How many documents can be seen in indices.
   *
   * @param indices a name or a wildcard; what does not exist counts as empty
   */
  public long count(String indices) {
    return ask("GET", indices + "/_count?ignore_unavailable=true&allow_no_indices=true", "")
        .path("count")
        .asLong();
  }

  /** The documents in each index of a timeline, by the name of the index. */
  public Map<String, Long> indices(IndexPattern pattern, String timeline) {
    JsonNode answer =
        ask(
            "GET",
            "_cat/indices/"
                + pattern.wildcard()
                + "?format=json&h=index,docs.count&expand_wildcards=open",
            "");
    Map<String, Long> found = new TreeMap<>();
    for (JsonNode index : answer) {
      String name = index.path("index").asText();
      if (pattern.day(timeline, name) != null) {
        found.put(name, index.path("docs.count").asLong());
      }
    }
    return found;
  }

  /**
   * Deletes the indices of a timeline whose whole day is before {@code firstKept}; no others, even
   * where the pattern's wildcard matches them.
   *
   * @return the names of those deleted
   */
  public Set<String> deleteBefore(IndexPattern pattern, String timeline, LocalDate firstKept) {
    Set<String> deleted = new TreeSet<>();
    for (String index : indices(pattern, timeline).keySet()) {
      LocalDate day = pattern.day(timeline, index);
      if (day != null && day.isBefore(firstKept)) {
        ask("DELETE", index + "?ignore_unavailable=true", "");
        deleted.add(index);
      }
    }
    return deleted;
  }

  private JsonNode ask(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address.resolve(path))
            .timeout(ANSWER_WITHIN)
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    headers.forEach(request::header);
    String what = method + ' ' + path + " at " + address;
    HttpResponse<String> response;
    try {
      response = http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new SearchException(
          "the search cluster did not answer " + what + ": " + e + "; is it running and reachable?",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SearchException("interrupted while waiting for " + what, e);
    }
    if (response.statusCode() / 100 != 2) {
      throw new SearchException(
          "the search cluster answered "
              + response.statusCode()
              + " to "
              + what
              + ": "
              + head(response.body()),
          null);
    }
    try {
      return JSON.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new SearchException(
          "the answer to " + what + " is no JSON; is that a search cluster?", e);
    }
  }

  private static String head(String text) {
    return text.length() <= MAX_QUOTED ? text : text.substring(0, MAX_QUOTED) + "…";
  }
}
