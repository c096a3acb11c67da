package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServerBuilder;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.watchlake.app.json.Json;
import io.watchlake.app.page.OverviewQueries;
import io.watchlake.app.page.TraceQuery;
import io.watchlake.app.page.View;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.app.status.StatusSource;
import io.watchlake.model.Timeline;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The API below {@code /api/}. Lists take {@code timeline} (live), {@code minutes} ({@value
 * View#DEFAULT_MINUTES}) and {@code limit} ({@value Overviews#LIMIT}) as parameters.
 */
final class Api {

  private static final int MAX_LIMIT = 500;

  private final StatusSource status;
  private final OverviewQueries queries;
  private final TraceQuery traces;
  private final Overviews overviews;
  private final LiveHub live;
  private final SqlApi sql;

  Api(
      StatusSource status,
      SqlSource source,
      OverviewQueries queries,
      Overviews overviews,
      LiveHub live) {
    this.status = status;
    this.queries = queries;
    this.traces = new TraceQuery(source);
    this.overviews = overviews;
    this.live = live;
    this.sql = new SqlApi(source);
  }

  void addTo(ServerBuilder server) {
    TracedRequests traced = new TracedRequests();
    get(server, "/api/status", traced, context -> status.status());
    get(server, "/api/services", traced, context -> list(context, "services", queries::services));
    get(server, "/api/errors", traced, context -> list(context, "errors", queries::errors));
    get(server, "/api/traces", traced, context -> list(context, "traces", queries::traces));
    get(server, "/api/trace/{id}", traced, this::trace);
    server.route().post("/api/sql").decorator(traced).build(sql);
    // Without a span: it would last as long as a page is open.
    server.route().get("/api/live").build((context, request) -> follow(context));
  }

  private void get(ServerBuilder server, String path, TracedRequests traced, Answer answer) {
    HttpService service =
        (context, request) ->
            HttpResponse.of(
                java.util.concurrent.CompletableFuture.supplyAsync(
                    () -> respond(context, answer), context.blockingTaskExecutor()));
    server.route().get(path).decorator(traced).build(service);
  }

  private static HttpResponse respond(ServiceRequestContext context, Answer answer) {
    try {
      Object value = answer.of(context);
      if (value == null) {
        return ApiErrors.response(
            HttpStatus.NOT_FOUND, "not_found", "there is no such trace on this timeline");
      }
      return HttpResponse.of(
          ResponseHeaders.builder(HttpStatus.OK)
              .contentType(MediaType.JSON_UTF_8)
              .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
              .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
              .build(),
          HttpData.ofUtf8(Json.write(value)));
    } catch (SqlFailure | IOException | RuntimeException e) {
      return ApiErrors.of(e);
    }
  }

  private Map<String, Object> list(ServiceRequestContext context, String name, Listing listing)
      throws SqlFailure, IOException {
    View.Window window = overviews.window(view(context), status.status());
    int limit = number(context, "limit", Overviews.LIMIT, MAX_LIMIT);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("timeline", window.timeline().name());
    answer.put("from", window.from());
    answer.put("to", window.to());
    answer.put(name, listing.of(window, limit));
    return answer;
  }

  private @Nullable Object trace(ServiceRequestContext context) throws SqlFailure, IOException {
    String id = String.valueOf(context.pathParam("id"));
    return traces.trace(id, view(context).timeline()).orElse(null);
  }

  private HttpResponse follow(ServiceRequestContext context) {
    View view;
    try {
      view = view(context);
    } catch (IllegalArgumentException e) {
      return ApiErrors.of(e);
    }
    context.clearRequestTimeout();
    return live.follow(view);
  }

  private static View view(ServiceRequestContext context) {
    String timeline = context.queryParam("timeline");
    return new View(
        timeline == null ? Timeline.LIVE : new Timeline(timeline),
        number(context, "minutes", View.DEFAULT_MINUTES, View.MAX_MINUTES));
  }

  private static int number(ServiceRequestContext context, String name, int byDefault, int atMost) {
    String text = context.queryParam(name);
    if (text == null) {
      return byDefault;
    }
    try {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= atMost) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, as for a number out of range.
    }
    throw new IllegalArgumentException(
        "'" + name + "' must be a number from 1 to " + atMost + ", not '" + text + "'");
  }

  private interface Answer {
    @Nullable Object of(ServiceRequestContext context) throws SqlFailure, IOException;
  }

  private interface Listing {
    List<?> of(View.Window window, int limit) throws SqlFailure, IOException;
  }
}
