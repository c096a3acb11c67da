package io.watchlake.app.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The paths of all keys as a tree: an inner node is a section, a leaf is a key. */
final class KeyTree {

  private static final String ANY = "*";
  private static final String ITEMS = "[]";

  private final Map<String, KeyTree> children = new LinkedHashMap<>();
  private @Nullable Key<?> key;

  private KeyTree() {}

  static KeyTree of(List<Key<?>> keys) {
    KeyTree root = new KeyTree();
    for (Key<?> key : keys) {
      KeyTree node = root;
      for (String name : key.names()) {
        node = node.children.computeIfAbsent(name, ignored -> new KeyTree());
      }
      node.key = key;
    }
    return root;
  }

  /** The key of a leaf; null for a section. */
  @Nullable Key<?> key() {
    return key;
  }

  /** What stands below this section under a name; null if nothing may. */
  @Nullable KeyTree child(String name) {
    KeyTree named = name.equals(ANY) || name.equals(ITEMS) ? null : children.get(name);
    return named != null ? named : children.get(ANY);
  }

  /** What each item of the list at this place is; null if this is no list of sections. */
  @Nullable KeyTree items() {
    return children.get(ITEMS);
  }

  /** The names that are known below this section. */
  Set<String> names() {
    return children.keySet();
  }
}
