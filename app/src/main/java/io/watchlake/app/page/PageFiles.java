package io.watchlake.app.page;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.server.ServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The page's own files, from the class path, with headers that let it do nothing but show itself:
 * no code or style but its own, no markup from text, no frame around it.
 */
public final class PageFiles {

  private static final String CONTENT_SECURITY_POLICY =
      String.join(
          "; ",
          "default-src 'none'",
          "script-src 'self'",
          "style-src 'self'",
          "img-src 'self'",
          "connect-src 'self'",
          "base-uri 'none'",
          "form-action 'none'",
          "frame-ancestors 'none'",
          "require-trusted-types-for 'script'",
          "trusted-types 'none'");

  private static final MediaType JAVASCRIPT = MediaType.parse("text/javascript; charset=utf-8");

  /** Every file, so that a request can name nothing else. */
  private static final List<String> FILES =
      List.of(
          "icon.svg",
          "style/tokens.css",
          "style/base.css",
          "style/panels.css",
          "style/trace.css",
          "js/main.js",
          "js/dom.js",
          "js/format.js",
          "js/live.js",
          "js/trace-dialog.js",
          "js/parts/panel.js",
          "js/parts/bars.js",
          "js/parts/waterfall.js",
          "js/panels/health.js",
          "js/panels/input.js",
          "js/panels/services.js",
          "js/panels/errors.js",
          "js/panels/traces.js",
          "js/panels/tables.js");

  private PageFiles() {}

  /** Puts the page on {@code /} and its files below {@code /page/}. */
  public static void addTo(ServerBuilder server) {
    Map<String, String> paths = new LinkedHashMap<>();
    paths.put("/", "index.html");
    FILES.forEach(file -> paths.put("/page/" + file, file));
    paths.forEach(
        (path, file) -> {
          HttpData content = HttpData.wrap(read(file));
          ResponseHeaders headers = headers(file);
          server.service("exact:" + path, (context, request) -> HttpResponse.of(headers, content));
        });
  }

  private static ResponseHeaders headers(String file) {
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(typeOf(file))
        .set(HttpHeaderNames.CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY)
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .set(HttpHeaderNames.REFERRER_POLICY, "no-referrer")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-cache")
        .build();
  }

  private static MediaType typeOf(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "html" -> MediaType.HTML_UTF_8;
      case "css" -> MediaType.CSS_UTF_8;
      case "js" -> JAVASCRIPT;
      case "svg" -> MediaType.SVG_UTF_8;
      default -> throw new IllegalArgumentException("no media type for " + file);
    };
  }

  private static byte[] read(String file) {
    try (InputStream in = PageFiles.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the page's file " + file + " is not on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
