package io.watchlake.rules.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What a value may be: how it is read, and how a JSON schema says it. */
interface FieldType<T> {

  /** The value; null if it is none, after telling why. */
  @Nullable T read(Node node, Place place);

  /** The JSON schema of it. */
  Map<String, Object> schema();
}
