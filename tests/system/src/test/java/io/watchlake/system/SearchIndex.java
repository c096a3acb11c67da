package io.watchlake.system;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;

/** What a search node holds, asked over HTTP as any client would. */
final class SearchIndex {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int PAGE = 5000;

  private final URI address;

  SearchIndex(URI address) {
    this.address = address;
  }

  boolean answers() {
    try {
      return Http.get(address).statusCode() == 200;
    } catch (IllegalStateException noAnswer) {
      return false;
    }
  }

  /** The ids of all log documents that came from a topic. */
  Set<String> ids(String topic) {
    post("/dora-logs-*/_refresh?ignore_unavailable=true", "");
    Set<String> ids = new HashSet<>();
    JsonNode page =
        post(
            "/dora-logs-*/_search?scroll=1m",
            "{\"size\":" + PAGE + ",\"_source\":false,\"sort\":[\"_doc\"]}");
    while (!page.path("hits").path("hits").isEmpty()) {
      for (JsonNode hit : page.path("hits").path("hits")) {
        String id = hit.path("_id").textValue();
        if (id.startsWith(topic + "-") && !ids.add(id)) {
          throw new AssertionError("two documents have the id " + id);
        }
      }
      page =
          post(
              "/_search/scroll",
              "{\"scroll\":\"1m\",\"scroll_id\":\"" + page.path("_scroll_id").textValue() + "\"}");
    }
    return ids;
  }

  private JsonNode post(String path, String body) {
    HttpResponse<String> answer =
        Http.post(address.resolve(path), "application/json", null, null, Cli.utf8(body));
    if (answer.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
