package io.watchlake.rules.language;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The JSON schema of files of rules, for editors: made of what the parser reads by. */
public final class RuleSchema {

  private RuleSchema() {}

  /** The schema (draft 2020-12) as maps, lists, texts, numbers and booleans, in a fixed order. */
  public static Map<String, Object> json() {
    return ordered(schema(), false);
  }

  /** Names in their order, but for the keys of a section, which are in the language's. */
  private static Map<String, Object> ordered(Map<?, ?> schema, boolean keys) {
    Map<String, Object> ordered = keys ? new LinkedHashMap<>() : new TreeMap<>();
    schema.forEach(
        (name, value) -> {
          String text = String.valueOf(name);
          ordered.put(text, ordered(value, text.equals("properties")));
        });
    return ordered;
  }

  private static Object ordered(Object value, boolean keys) {
    if (value instanceof Map<?, ?> map) {
      return ordered(map, keys);
    }
    return value instanceof List<?> list
        ? list.stream().map(item -> ordered(item, false)).toList()
        : value;
  }

  private static Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
    schema.put("title", "Alert rules of Watchlake");
    schema.putAll(Language.FILE.schema());
    Map<String, Object> definitions = new LinkedHashMap<>();
    for (Section section :
        List.of(
            Language.RULE,
            Language.PATTERN,
            Language.BASELINE,
            Language.RATIO,
            Language.ABSENT,
            Language.COUNT,
            Language.SEQUENCE,
            Language.FOLLOWING_SECTION,
            Language.STEP_SECTION,
            Language.OVERRIDE)) {
      definitions.put(section.name(), section.schema());
    }
    schema.put("$defs", definitions);
    return schema;
  }
}
