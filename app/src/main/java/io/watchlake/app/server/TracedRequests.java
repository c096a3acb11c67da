package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.logging.RequestLog;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;

/**
 * A span a request of the API, by OpenTelemetry's conventions for HTTP servers. Without the Java
 * agent there is nobody to export it, and it costs nothing.
 */
final class TracedRequests implements DecoratingHttpServiceFunction {

  private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Long> STATUS =
      AttributeKey.longKey("http.response.status_code");
  private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");

  @Override
  @SuppressWarnings("try") // the scope ends with the block, which is all it is for
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    // Asked for at each request: the agent may set it after this class was loaded.
    Tracer tracer = GlobalOpenTelemetry.getTracer("io.watchlake.app");
    String route = context.config().route().patternString();
    Span span =
        tracer
            .spanBuilder(context.method() + " " + route)
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(METHOD, context.method().name())
            .setAttribute(ROUTE, route)
            .startSpan();
    CompletableFuture<Void> unused = context.log().whenComplete().thenAccept(log -> end(span, log));
    try (Scope ignored = span.makeCurrent()) {
      return next.serve(context, request);
    }
  }

  private static void end(Span span, RequestLog log) {
    int status = log.responseStatus().code();
    span.setAttribute(STATUS, (long) status);
    Throwable cause = log.responseCause();
    if (cause != null) {
      span.setAttribute(ERROR_TYPE, cause.getClass().getName());
      span.setStatus(StatusCode.ERROR, String.valueOf(cause.getMessage()));
    } else if (status >= 500) {
      span.setAttribute(ERROR_TYPE, Integer.toString(status));
      span.setStatus(StatusCode.ERROR);
    }
    span.end();
  }
}
