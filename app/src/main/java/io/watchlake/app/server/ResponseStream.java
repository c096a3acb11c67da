package io.watchlake.app.server;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.HttpHeaders;
import com.linecorp.armeria.common.HttpResponseWriter;
import com.linecorp.armeria.common.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The body of a response as a stream that waits for the client: a slow one holds the query, never
 * the memory. For a thread that may block.
 */
final class ResponseStream extends OutputStream {

  private static final int CHUNK_BYTES = 64 * 1024;

  /** A person may read page by page; nobody holds a query for ever. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final HttpResponseWriter writer;
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(CHUNK_BYTES);

  ResponseStream(HttpResponseWriter writer, ResponseHeaders headers) {
    this.writer = writer;
    writer.write(headers);
  }

  @Override
  public void write(int value) throws IOException {
    chunk.write(value);
    if (chunk.size() >= CHUNK_BYTES) {
      send();
    }
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    chunk.write(bytes, offset, length);
    if (chunk.size() >= CHUNK_BYTES) {
      send();
    }
  }

  private void send() throws IOException {
    if (chunk.size() == 0) {
      return;
    }
    HttpData data = HttpData.wrap(chunk.toByteArray());
    chunk.reset();
    if (!writer.tryWrite(data)) {
      throw new IOException("the client is gone");
    }
    try {
      writer.whenConsumed().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | CancellationException e) {
      throw new IOException("the client is gone", e);
    } catch (TimeoutException e) {
      throw new IOException("the client read nothing for " + PATIENCE.toMinutes() + " min", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the server is stopping", e);
    }
  }

  /** Sends what is left and ends the response; what is closed twice stays closed. */
  @Override
  public void close() throws IOException {
    if (writer.isOpen()) {
      send();
      writer.close();
    }
  }

  /** Ends the response like {@link #close()}, with these trailers. */
  void close(HttpHeaders trailers) throws IOException {
    send();
    if (!writer.tryWrite(trailers)) {
      throw new IOException("the client is gone");
    }
    writer.close();
  }

  /** Breaks the response off, so that the client cannot take it for a whole one. */
  void abort(Throwable cause) {
    writer.close(cause);
  }
}
