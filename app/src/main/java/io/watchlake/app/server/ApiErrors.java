package io.watchlake.app.server;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.watchlake.app.json.Json;
import io.watchlake.app.sql.SqlFailure;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every error of the API in one shape: {@code {"error": {"code", "message"}}}. */
final class ApiErrors implements ServerErrorHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

  static HttpResponse response(HttpStatus status, String code, String message) {
    return HttpResponse.of(status, MediaType.JSON_UTF_8, body(code, message));
  }

  private static String body(String code, String message) {
    return Json.write(Map.of("error", Map.of("code", code, "message", message)));
  }

  /** What a failure of a request is answered with. */
  static HttpResponse of(Throwable failure) {
    if (failure instanceof IllegalArgumentException) {
      return response(HttpStatus.BAD_REQUEST, "bad_request", messageOf(failure));
    }
    if (failure instanceof SqlFailure sql) {
      HttpStatus status =
          sql.fault() == SqlFailure.Fault.QUESTION
              ? HttpStatus.BAD_REQUEST
              : HttpStatus.INTERNAL_SERVER_ERROR;
      return response(status, sql.fault().code(), sql.getMessage());
    }
    LOG.warn("A request failed", failure);
    return response(
        HttpStatus.INTERNAL_SERVER_ERROR,
        "internal",
        "the server could not answer: " + messageOf(failure));
  }

  private static String messageOf(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  @Override
  public @Nullable HttpResponse onServiceException(ServiceRequestContext context, Throwable cause) {
    return null;
  }

  @Override
  public @Nullable AggregatedHttpResponse renderStatus(
      @Nullable ServiceRequestContext context,
      ServiceConfig config,
      @Nullable RequestHeaders headers,
      HttpStatus status,
      @Nullable String description,
      @Nullable Throwable cause) {
    String message =
        switch (status.code()) {
          case 404 -> "there is nothing here; the page is on /, the API below /api/";
          case 405 -> "this method is not allowed here";
          case 413 -> "the request is too large";
          default -> description == null ? status.reasonPhrase() : description;
        };
    String code = status.reasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '_');
    return AggregatedHttpResponse.of(status, MediaType.JSON_UTF_8, body(code, message));
  }
}
