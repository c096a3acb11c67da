package io.watchlake.model.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * The instrumentation scope.
 *
 * @param name its name; empty where unknown
 * @param version its version; empty where unknown
 * @param attributesJson its attributes as a JSON object; null where there are none
 */
public record Scope(String name, String version, @Nullable String attributesJson) {

  public static final Scope EMPTY = new Scope("", "", null);
}
