package io.watchlake.app.config;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * A part of the configuration of alerting, most of which is Alertmanager's.
 *
 * @param reader reads it, and tells what is wrong
 * @param text what the reader takes back
 */
record AlertingPart<T>(
    String name,
    BiFunction<Node, io.watchlake.alerting.config.Faults, T> reader,
    Function<T, String> text)
    implements Type<T> {

  @Override
  public String range() {
    return "as in docs/notifications.md";
  }

  @Override
  public @Nullable T read(Node node, Type.Faults faults) {
    AtomicBoolean right = new AtomicBoolean(true);
    T value =
        reader.apply(
            node,
            (at, message, advice) -> {
              right.set(false);
              faults.add(at, message, advice);
            });
    return right.get() ? value : null;
  }

  @Override
  public String show(T value) {
    String shown = text.apply(value);
    return shown.isEmpty() ? "[]" : shown;
  }
}
