package io.watchlake.lakehouse.sql;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.lakehouse.sql.SqlException.Reason;
import io.watchlake.model.Tables;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds the tables a parsed statement names, and what its WHERE clauses say about their rows. */
final class ReferenceFinder {

  /** Joins that drop a row which the WHERE clause would drop, whatever else there is. */
  private static final Set<String> PLAIN_JOINS = Set.of("REGULAR", "CROSS", "NATURAL");

  private static final Set<String> SYSTEM_SCHEMAS = Set.of("information_schema", "pg_catalog");

  private final Map<String, String> timeColumns;
  private final Function<JsonNode, @Nullable Long> instants;
  private final IdentityHashMap<JsonNode, Pruning> prunings = new IdentityHashMap<>();
  private final List<TableReference> references = new ArrayList<>();
  private boolean listsTables;

  /**
   * @param timeColumns the column that is time, by the full name of every table and view
   * @param instants a constant expression's microseconds since the epoch, or null
   */
  ReferenceFinder(Map<String, String> timeColumns, Function<JsonNode, @Nullable Long> instants) {
    this.timeColumns = timeColumns;
    this.instants = instants;
  }

  void visit(JsonNode statement) {
    visit(statement, Set.of());
  }

  List<TableReference> references() {
    return List.copyOf(references);
  }

  boolean listsTables() {
    return listsTables;
  }

  private void visit(JsonNode node, Set<String> ctes) {
    if (node.isArray()) {
      node.forEach(child -> visit(child, ctes));
      return;
    }
    if (!node.isObject()) {
      return;
    }
    Set<String> visible = node.has("cte_map") ? visitCtes(node, ctes) : ctes;
    switch (type(node)) {
      case "SELECT_NODE" -> prune(node, visible);
      case "BASE_TABLE" -> addReference(node, ctes);
      case "SHOW_REF" -> listsTables |= !node.path("table_name").asText().isEmpty();
      default -> {}
    }
    node.properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("cte_map")) {
                visit(field.getValue(), visible);
              }
            });
  }

  /** A common table expression sees those before it, and itself only where it is recursive. */
  private Set<String> visitCtes(JsonNode node, Set<String> outer) {
    Set<String> visible = new HashSet<>(outer);
    for (JsonNode entry : node.path("cte_map").path("map")) {
      String name = lower(entry.path("key"));
      JsonNode query = entry.path("value").path("query");
      if (type(query.path("node")).equals("RECURSIVE_CTE_NODE")) {
        visible.add(name);
      }
      visit(query, visible);
      visible.add(name);
    }
    return visible;
  }

  private void addReference(JsonNode node, Set<String> ctes) {
    String schema = lower(node.path("schema_name"));
    if (SYSTEM_SCHEMAS.contains(schema)) {
      listsTables = true;
      return;
    }
    String table = lower(node.path("table_name"));
    if (schema.isEmpty() && (ctes.contains(table) || table.startsWith("duckdb_"))) {
      listsTables |= table.startsWith("duckdb_");
      return;
    }
    String name = fullName(node);
    if (!timeColumns.containsKey(name)) {
      throw new SqlException(
          Reason.STATEMENT,
          "there is no table '"
              + (schema.isEmpty() ? table : schema + "." + table)
              + "'; there are "
              + String.join(", ", new TreeSet<>(timeColumns.keySet())));
    }
    references.add(new TableReference(name, prunings.getOrDefault(node, Pruning.NONE)));
  }

  private void prune(JsonNode select, Set<String> ctes) {
    List<JsonNode> sources = new ArrayList<>();
    if (!collectSources(select.path("from_table"), sources)) {
      return;
    }
    List<JsonNode> conjuncts = new ArrayList<>();
    collectConjuncts(select.path("where_clause"), conjuncts);
    for (JsonNode source : sources) {
      if (!type(source).equals("BASE_TABLE")
          || !source.path("sample").isNull()
          || !source.path("column_name_alias").isEmpty()
          || ctes.contains(lower(source.path("table_name")))) {
        continue;
      }
      Pruning pruning = Pruning.NONE;
      for (JsonNode conjunct : conjuncts) {
        pruning = pruning.and(pruningOf(conjunct, source, sources.size() == 1));
      }
      prunings.put(source, pruning);
    }
  }

  /** Whether rows that WHERE drops may be left out before the joins. */
  private static boolean collectSources(JsonNode from, List<JsonNode> sources) {
    if (!type(from).equals("JOIN")) {
      sources.add(from);
      return true;
    }
    return PLAIN_JOINS.contains(from.path("ref_type").asText())
        && collectSources(from.path("left"), sources)
        && collectSources(from.path("right"), sources);
  }

  private static void collectConjuncts(JsonNode where, List<JsonNode> conjuncts) {
    if (type(where).equals("CONJUNCTION_AND")) {
      where.path("children").forEach(child -> collectConjuncts(child, conjuncts));
    } else if (where.isObject()) {
      conjuncts.add(where);
    }
  }

  private Pruning pruningOf(JsonNode conjunct, JsonNode table, boolean only) {
    return switch (type(conjunct)) {
      case "COMPARE_EQUAL",
          "COMPARE_LESSTHAN",
          "COMPARE_LESSTHANOREQUALTO",
          "COMPARE_GREATERTHAN",
          "COMPARE_GREATERTHANOREQUALTO" ->
          comparison(conjunct, table, only);
      case "COMPARE_BETWEEN" ->
          isTime(column(conjunct.path("input"), table, only), table)
              ? bound(instants.apply(conjunct.path("lower")), true, false)
                  .and(bound(instants.apply(conjunct.path("upper")), false, true))
              : Pruning.NONE;
      case "COMPARE_IN" -> in(conjunct.path("children"), table, only);
      default -> Pruning.NONE;
    };
  }

  private Pruning comparison(JsonNode node, JsonNode table, boolean only) {
    JsonNode left = node.path("left");
    JsonNode right = node.path("right");
    boolean swapped = column(left, table, only) == null;
    String column = swapped ? column(right, table, only) : column(left, table, only);
    JsonNode other = swapped ? left : right;
    String type = type(node);
    if (isTime(column, table)) {
      boolean less = type.startsWith("COMPARE_LESSTHAN");
      boolean equal = type.equals("COMPARE_EQUAL");
      boolean upper = less != swapped;
      return bound(instants.apply(other), equal || !upper, equal || upper);
    }
    String value = stringConstant(other);
    return column != null
            && value != null
            && type.equals("COMPARE_EQUAL")
            && Pruning.EQUALITY_COLUMNS.contains(column)
        ? Pruning.equal(column, Set.of(value))
        : Pruning.NONE;
  }

  private Pruning in(JsonNode children, JsonNode table, boolean only) {
    String column = column(children.path(0), table, only);
    if (column == null || !Pruning.EQUALITY_COLUMNS.contains(column)) {
      return Pruning.NONE;
    }
    Set<String> values = new HashSet<>();
    for (int i = 1; i < children.size(); i++) {
      String value = stringConstant(children.get(i));
      if (value == null) {
        return Pruning.NONE;
      }
      values.add(value);
    }
    return values.isEmpty() ? Pruning.NONE : Pruning.equal(column, values);
  }

  private static Pruning bound(@Nullable Long micros, boolean lower, boolean upper) {
    if (micros == null) {
      return Pruning.NONE;
    }
    return new Pruning(lower ? micros : null, upper ? micros : null, Map.of());
  }

  private boolean isTime(@Nullable String column, JsonNode table) {
    return column != null && column.equals(timeColumns.get(fullName(table)));
  }

  /** Name of the table's column that an expression is; null where it is anything else. */
  private static @Nullable String column(JsonNode expression, JsonNode table, boolean only) {
    if (!type(expression).equals("COLUMN_REF")) {
      return null;
    }
    JsonNode names = expression.path("column_names");
    String column = lower(names.path(names.size() - 1));
    String alias = lower(table.path("alias"));
    String name = alias.isEmpty() ? lower(table.path("table_name")) : alias;
    return switch (names.size()) {
      case 1 -> only ? column : null;
      case 2 -> lower(names.get(0)).equals(name) ? column : null;
      default -> null;
    };
  }

  private static @Nullable String stringConstant(JsonNode expression) {
    JsonNode value = expression.path("value");
    return type(expression).equals("VALUE_CONSTANT") && value.path("value").isTextual()
        ? value.path("value").asText()
        : null;
  }

  private static String fullName(JsonNode table) {
    String schema = lower(table.path("schema_name"));
    return (schema.isEmpty() ? Tables.NAMESPACE : schema) + '.' + lower(table.path("table_name"));
  }

  private static String type(JsonNode node) {
    JsonNode type = node.path("type");
    return type.isTextual() ? type.asText() : "";
  }

  private static String lower(JsonNode text) {
    return text.asText().toLowerCase(Locale.ROOT);
  }
}
