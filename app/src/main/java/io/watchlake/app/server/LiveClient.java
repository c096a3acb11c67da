package io.watchlake.app.server;

import com.linecorp.armeria.common.sse.ServerSentEvent;
import com.linecorp.armeria.common.stream.StreamMessage;
import com.linecorp.armeria.common.stream.StreamWriter;
import io.watchlake.app.page.View;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One page that follows the stack. A client that reads slowly gets the newest event of each kind,
 * not every one, so it holds no memory.
 */
final class LiveClient {

  private final View view;
  private final StreamWriter<ServerSentEvent> events = StreamMessage.streaming();
  private final Map<String, String> waiting = new LinkedHashMap<>();
  private boolean sending;

  LiveClient(View view) {
    this.view = view;
  }

  View view() {
    return view;
  }

  /** What goes to the client. */
  StreamWriter<ServerSentEvent> events() {
    return events;
  }

  boolean isGone() {
    return !events.isOpen();
  }

  /** Sends an event as soon as the client has taken those before it. */
  void offer(String name, String data) {
    synchronized (waiting) {
      waiting.put(name, data);
      if (sending) {
        return;
      }
      sending = true;
    }
    sendNext();
  }

  private void sendNext() {
    ServerSentEvent event = next();
    if (event == null || !events.tryWrite(event)) {
      return;
    }
    CompletableFuture<Void> unused = events.whenConsumed().thenRun(this::sendNext);
  }

  private @Nullable ServerSentEvent next() {
    synchronized (waiting) {
      var entries = waiting.entrySet().iterator();
      if (!entries.hasNext()) {
        sending = false;
        return null;
      }
      Map.Entry<String, String> first = entries.next();
      entries.remove();
      return ServerSentEvent.builder().event(first.getKey()).data(first.getValue()).build();
    }
  }

  void close() {
    events.close();
  }
}
