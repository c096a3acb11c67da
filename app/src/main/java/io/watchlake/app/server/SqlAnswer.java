package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.ResponseHeaders;
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
 * known: columns make it 200, a failure before them an error of its own.
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

  private final Format format;
  private final CompletableFuture<HttpResponse> response;
  private @Nullable Open open;

  SqlAnswer(Format format, CompletableFuture<HttpResponse> response) {
    this.format = format;
    this.response = response;
  }

  @Override
  public void columns(List<Column> columns) throws IOException {
    HttpResponseWriter writer = HttpResponse.streaming();
    response.complete(writer);
    ResponseStream stream = new ResponseStream(writer, headers());
    Open opened =
        format == Format.CSV
            ? openCsv(stream)
            : new Open(stream, new AnswerWriter(stream), stream::close);
    open = opened;
    opened.rows.columns(columns);
  }

  private ResponseHeaders headers() {
    return ResponseHeaders.builder(HttpStatus.OK)
        .contentType(format == Format.CSV ? MediaType.CSV_UTF_8 : MediaType.JSON_UTF_8)
        .set(HttpHeaderNames.X_CONTENT_TYPE_OPTIONS, "nosniff")
        .set(HttpHeaderNames.CACHE_CONTROL, "no-store")
        .build();
  }

  private static Open openCsv(ResponseStream stream) {
    Writer text = new BufferedWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8));
    return new Open(stream, new CsvPrinter(text), text::close);
  }

  @Override
  public void row(List<? extends @Nullable Object> values) throws IOException {
    begun().rows.row(values);
  }

  @Override
  public void end(Summary summary) throws IOException {
    begun().rows.end(summary);
    begun().end.run();
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
      open.end.run();
    } else {
      // CSV has no place for an error.
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
    void run() throws IOException;
  }
}
