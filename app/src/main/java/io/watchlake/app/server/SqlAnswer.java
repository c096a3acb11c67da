package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
import com.linecorp.armeria.common.ResponseHeadersBuilder;
import io.watchlake.app.sql.AnswerWriter;
import io.watchlake.app.sql.Column;
import io.watchlake.app.sql.CsvPrinter;
import io.watchlake.app.sql.RowSink;
import io.watchlake.app.sql.SqlFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one question on its way to the client. Its status is decided by the first thing
 * known: columns make it 200, a failure before them an error of its own. One that fails amid ends
 * in {@code "error"} as JSON; as CSV it breaks off without an end. A whole answer as CSV ends in
 * the trailers {@value #ROWS_TRAILER} and {@value #CUT_TRAILER}.
 */
final class SqlAnswer implements RowSink {

  /** How the rows are written. */
  enum Format {
    JSON,
    CSV;

    static Format of(String name) {
      return switch (name) {
        case "json" -> JSON;
        case "csv" -> CSV;
        default ->
            throw new IllegalArgumentException(
                "'format' must be \"json\" or \"csv\", not \"" + name + "\"");
      };
    }
  }

  static final String ROWS_TRAILER = "x-watchlake-rows";
  static final String CUT_TRAILER = "x-watchlake-cut";

  private final Format format;
  private final CompletableFuture<HttpResponse> response;
  private final Runnable begins;
  private @Nullable Open open;

  /**
   * @param response completed when the status is known
   * @param begins called before that
   */
  SqlAnswer(Format format, CompletableFuture<HttpResponse> response, Runnable begins) {
    this.format = format;
    this.response = response;
    this.begins = begins;
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    begins.run();
    HttpResponseWriter writer = HttpResponse.streaming();
    response.complete(writer);
    ResponseStream stream = new ResponseStream(writer, headers());
    Open opened =
        format == Format.CSV
            ? openCsv(stream)
            : new Open(stream, new AnswerWriter(stream), summary -> stream.close());
    open = opened;
    opened.rows.columns(columns);
  }

  private ResponseHeaders headers() {
    ResponseHeadersBuilder headers =
        ResponseHeaders.builder(HttpStatus.OK)
            .contentType(format == Format.CSV ? MediaType.CSV_UTF_8 : MediaType.JSON_UTF_8)
            .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
            .set(HttpHeaderNames.CACHE_CONTROL, "no-store");
    if (format == Format.CSV) {
      headers.set(HttpHeaderNames.TRAILER, ROWS_TRAILER + ", " + CUT_TRAILER);
    }
    return headers.build();
  }

  private static Open openCsv(ResponseStream stream) {
    Writer text = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    return new Open(
        stream,
        new CsvPrinter(text),
        summary -> {
          text.flush();
          stream.close(
              HttpHeaders.of(
                  ROWS_TRAILER, Long.toString(summary.rows()),
                  CUT_TRAILER, Boolean.toString(summary.cut())));
        });
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    begun().rows.row(values);
  }

  @Override
  public void end(Summary summary) throws IOException {
    begun().rows.end(summary);
    begun().end.run(summary);
  }

  private Open begun() {
    if (open == null) {
      throw new IllegalStateException("columns come before rows");
    }
    return open;
  }

  /** Tells the client of a failure, if the answer has begun; else says false, and does nothing. */
  boolean fail(SqlFailure failure) throws IOException {
    if (open == null) {
      return false;
    }
    if (open.rows instanceof AnswerWriter json) {
      json.fail(failure);
      open.stream.close();
    } else {
      open.stream.abort(failure);
    }
    return true;
  }

  /** Breaks off an answer that has begun. */
  void abort(Throwable cause) {
    if (open != null) {
      open.stream.abort(cause);
    }
  }

  /** An answer that has begun. */
  private record Open(ResponseStream stream, RowSink rows, Ending end) {}

  private interface Ending {
    void run(Summary summary) throws IOException;
  }
}
