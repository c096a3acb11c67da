package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that do not name this machine. The server listens on loopback and asks for no
 * password, so a foreign page whose name was made to resolve to 127.0.0.1 could otherwise read it.
 */
final class LoopbackOnly implements DecoratingHttpServiceFunction {

  private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "[::1]");

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    if (!isLoopback(request.authority())) {
      return ApiErrors.response(
          HttpStatus.FORBIDDEN, "forbidden", "ask for localhost or 127.0.0.1, by that name");
    }
    return next.serve(context, request);
  }

  static boolean isLoopback(@Nullable String authority) {
    if (authority == null) {
      return false;
    }
    int port = authority.lastIndexOf(':');
    boolean hasPort = port > authority.lastIndexOf(']');
    return NAMES.contains(hasPort ? authority.substring(0, port) : authority);
  }
}
