package io.watchlake.connectors.prometheus.codec;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What version 1.0 said of metric families, which it sends apart from their samples, once a minute.
 * Bounded; what comes beyond the bound is not kept, and its metrics are judged by their names. Safe
 * for all threads.
 */
public final class MetadataCache {

  private static final int MAX_FAMILIES = 50_000;
  private static final int MAX_TEXT = 1024;

  private final Map<String, Metadata> families = new ConcurrentHashMap<>();

  /** Takes what a request says. */
  void learn(Map<String, Metadata> metadata) {
    metadata.forEach(
        (family, entry) -> {
          if (!family.isEmpty()
              && family.length() <= MAX_TEXT
              && (families.size() < MAX_FAMILIES || families.containsKey(family))) {
            families.put(family, new Metadata(entry.type(), cut(entry.help()), cut(entry.unit())));
          }
        });
  }

  /** What is known of a family; null for nothing. */
  @Nullable Metadata of(String family) {
    return families.get(family);
  }

  private static String cut(String text) {
    return text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
  }
}
