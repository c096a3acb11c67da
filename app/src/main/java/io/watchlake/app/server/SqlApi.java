package io.watchlake.app.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.linecorp.armeria.common.AggregatedHttpRequest;
import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.watchlake.app.json.Json;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/**
 * {@code POST /api/sql} with {@code {"sql", "limit", "format"}}: the answer as one JSON object
 * ({@code format} json, the default) or as CSV, streamed row by row, however many. {@code limit} 0
 * means all rows; it is {@value #DEFAULT_LIMIT} for JSON, which says in {@code cut} whether there
 * are more, and 0 for CSV, which has no place to say so.
 */
final class SqlApi implements HttpService {

  static final long DEFAULT_LIMIT = 10_000;

  private static final int MAX_REQUEST_BYTES = 1 << 20;

  /** Until the first row; from then on a client may take its time. */
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  /** More questions than this at once only slow each other down. */
  private static final int AT_ONCE = 4;

  private final SqlSource source;
  private final Semaphore places = new Semaphore(AT_ONCE, true);

  SqlApi(SqlSource source) {
    this.source = source;
  }

  @Override
  public HttpResponse serve(ServiceRequestContext context, HttpRequest request) {
    context.setRequestTimeout(TIMEOUT);
    context.setMaxRequestLength(MAX_REQUEST_BYTES);
    MediaType type = request.contentType();
    // A form of a foreign page cannot send JSON without asking first, and it is never allowed.
    if (type == null || !type.is(MediaType.JSON.withoutParameters())) {
      return ApiErrors.response(
          HttpStatus.UNSUPPORTED_MEDIA_TYPE,
          "unsupported_media_type",
          "send JSON with 'Content-Type: application/json'");
    }
    CompletableFuture<HttpResponse> response = new CompletableFuture<>();
    CompletableFuture<Void> unused =
        request
            .aggregate()
            .thenAcceptAsync(
                whole -> answer(context, whole, response), context.blockingTaskExecutor())
            .exceptionally(
                failure -> {
                  response.completeExceptionally(failure);
                  return null;
                });
    return HttpResponse.of(response);
  }

  private void answer(
      ServiceRequestContext context,
      AggregatedHttpRequest request,
      CompletableFuture<HttpResponse> response) {
    try {
      Question question = Question.of(request.content().array());
      places.acquire();
      try {
        stream(question, new SqlAnswer(question.format(), response, context::clearRequestTimeout));
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      response.complete(
          ApiErrors.response(HttpStatus.SERVICE_UNAVAILABLE, "stopping", "the server is stopping"));
    } catch (Exception e) {
      // Nothing to tell when the answer has begun: it was broken off.
      response.complete(ApiErrors.of(e));
    }
  }

  private void stream(Question question, SqlAnswer answer) throws SqlFailure, IOException {
    try {
      source.query(question.sql(), question.limit(), answer);
    } catch (SqlFailure e) {
      if (!answer.fail(e)) {
        throw e;
      }
    } catch (IOException | RuntimeException e) {
      answer.abort(e);
      throw e;
    }
  }

  /** What was asked. */
  private record Question(String sql, long limit, SqlAnswer.Format format) {

    static Question of(byte[] body) {
      JsonNode json;
      try {
        json = Json.mapper().readTree(body);
      } catch (IOException e) {
        throw new IllegalArgumentException("the request is not JSON", e);
      }
      JsonNode sql = json.path("sql");
      if (!sql.isTextual() || sql.textValue().isBlank()) {
        throw new IllegalArgumentException("'sql' is missing: send {\"sql\": \"SELECT ...\"}");
      }
      JsonNode limit = json.path("limit");
      if (!limit.isMissingNode() && (!limit.canConvertToLong() || limit.longValue() < 0)) {
        throw new IllegalArgumentException("'limit' must be a number of rows, or 0 for all");
      }
      SqlAnswer.Format format = SqlAnswer.Format.of(json.path("format").asText("json"));
      return new Question(
          sql.textValue(),
          limit.isMissingNode() ? defaultLimit(format) : limit.longValue(),
          format);
    }

    private static long defaultLimit(SqlAnswer.Format format) {
      return switch (format) {
        case JSON -> DEFAULT_LIMIT;
        case CSV -> SqlSource.ALL_ROWS;
      };
    }
  }
}
