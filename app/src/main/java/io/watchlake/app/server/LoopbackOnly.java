package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpRequest;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.DecoratingHttpServiceFunction;
import com.linecorp.armeria.server.HttpService;
import com.linecorp.armeria.server.ServiceRequestContext;
import io.watchlake.app.ingest.Loopback;

/**
 * Refuses requests that do not name this machine. The server listens on loopback and asks for no
 * password, so a foreign page whose name was made to resolve to 127.0.0.1 could otherwise read it.
 */
final class LoopbackOnly implements DecoratingHttpServiceFunction {

  @Override
  public HttpResponse serve(HttpService next, ServiceRequestContext context, HttpRequest request)
      throws Exception {
    if (!Loopback.isNamedBy(request.authority())) {
      return ApiErrors.response(
          HttpStatus.FORBIDDEN, "forbidden", "ask for localhost or 127.0.0.1, by that name");
    }
    return next.serve(context, request);
  }
}
