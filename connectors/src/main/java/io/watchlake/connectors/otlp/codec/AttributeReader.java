package io.watchlake.connectors.otlp.codec;

import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Attributes, resources and scopes from their OTLP form. Of a key given twice the last wins. */
final class AttributeReader {

  private AttributeReader() {}

  static Attributes attributes(List<KeyValue> entries) {
    if (entries.isEmpty()) {
      return Attributes.EMPTY;
    }
    Map<String, String> strings = new HashMap<>();
    Map<String, Long> longs = new HashMap<>();
    Map<String, Double> doubles = new HashMap<>();
    Map<String, Boolean> booleans = new HashMap<>();
    Map<String, AnyValue> others = new LinkedHashMap<>();
    int puts = 0;
    for (int i = 0; i < entries.size(); i++) {
      KeyValue entry = entries.get(i);
      String key = entry.getKey();
      if (puts > 0) {
        strings.remove(key);
        longs.remove(key);
        doubles.remove(key);
        booleans.remove(key);
        others.remove(key);
      }
      puts++;
      AnyValue value = entry.getValue();
      switch (value.getValueCase()) {
        case STRING_VALUE -> strings.put(key, value.getStringValue());
        case INT_VALUE -> longs.put(key, value.getIntValue());
        case DOUBLE_VALUE -> doubles.put(key, value.getDoubleValue());
        case BOOL_VALUE -> booleans.put(key, value.getBoolValue());
        default -> others.put(key, value);
      }
    }
    return new Attributes(
        orEmpty(strings),
        orEmpty(longs),
        orEmpty(doubles),
        orEmpty(booleans),
        others.isEmpty() ? null : JsonText.object(others));
  }

  static Resource resource(io.opentelemetry.proto.resource.v1.Resource resource) {
    Attributes attributes = attributes(resource.getAttributesList());
    String service = attributes.strings().get(SeriesLabels.SERVICE_NAME);
    return new Resource(
        service == null || service.isEmpty() ? Resource.UNKNOWN_SERVICE : service, attributes);
  }

  static Scope scope(InstrumentationScope scope) {
    @Nullable String attributes =
        scope.getAttributesCount() == 0 ? null : JsonText.object(scope.getAttributesList());
    return scope.getName().isEmpty() && scope.getVersion().isEmpty() && attributes == null
        ? Scope.EMPTY
        : new Scope(scope.getName(), scope.getVersion(), attributes);
  }

  /** An empty map costs 48 bytes; most attributes are strings alone. */
  private static <T> Map<String, T> orEmpty(Map<String, T> map) {
    return map.isEmpty() ? Map.of() : map;
  }
}
