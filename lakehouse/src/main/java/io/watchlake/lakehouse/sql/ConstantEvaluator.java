package io.watchlake.lakehouse.sql;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks DuckDB what instant an expression without columns is. */
final class ConstantEvaluator {

  /** Names that look like columns and are not. */
  private static final Set<String> KEYWORDS =
      Set.of("current_timestamp", "current_date", "localtimestamp");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "now",
          "current_timestamp",
          "get_current_timestamp",
          "transaction_timestamp",
          "today",
          "current_date",
          "current_localtimestamp",
          "+",
          "-",
          "*",
          "trunc",
          "date_trunc",
          "datetrunc",
          "time_bucket",
          "to_timestamp",
          "epoch_ms",
          "make_timestamp",
          "make_timestamptz",
          "make_date",
          "strptime",
          "timezone",
          "to_microseconds",
          "to_milliseconds",
          "to_seconds",
          "to_minutes",
          "to_hours",
          "to_days",
          "to_weeks",
          "to_months",
          "to_years");

  private static final Set<String> CLASSES = Set.of("CONSTANT", "CAST", "FUNCTION");

  private static final String SELECT =
      """
      {"error":false,"statements":[{"node":{"type":"SELECT_NODE","modifiers":[],\
      "cte_map":{"map":[]},"select_list":[],"from_table":{"type":"EMPTY","alias":"",\
      "sample":null},"where_clause":null,"group_expressions":[],"group_sets":[],\
      "aggregate_handling":"STANDARD_HANDLING","having":null,"sample":null,"qualify":null},\
      "named_param_map":[]}]}\
      """;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;

  ConstantEvaluator(Connection connection) {
    this.connection = connection;
  }

  /**
   * The instant in microseconds since the epoch; null where the expression is no constant instant,
   * or is wrong, which DuckDB will say when it runs it.
   */
  @Nullable Long evaluate(JsonNode expression) {
    if (!isConstant(expression)) {
      return null;
    }
    try {
      ObjectNode tree = (ObjectNode) JSON.readTree(SELECT);
      tree.withArray("/statements/0/node/select_list").add(expression);
      String select;
      try (PreparedStatement statement =
          connection.prepareStatement("SELECT json_deserialize_sql(CAST(? AS JSON))")) {
        statement.setString(1, JSON.writeValueAsString(tree));
        try (ResultSet result = statement.executeQuery()) {
          result.next();
          select = result.getString(1);
        }
      }
      try (Statement statement = connection.createStatement();
          ResultSet result =
              statement.executeQuery(
                  "SELECT epoch_us(CAST((" + select + ") AS TIMESTAMP WITH TIME ZONE))")) {
        result.next();
        long micros = result.getLong(1);
        return result.wasNull() ? null : micros;
      }
    } catch (SQLException | java.io.IOException e) {
      return null;
    }
  }

  private static boolean isConstant(JsonNode node) {
    if (node.isArray()) {
      for (JsonNode child : node) {
        if (!isConstant(child)) {
          return false;
        }
      }
      return true;
    }
    if (!node.isObject()) {
      return true;
    }
    JsonNode kind = node.path("class");
    if (kind.isTextual() && !isConstantClass(node, kind.asText())) {
      return false;
    }
    for (JsonNode child : node) {
      if (!isConstant(child)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isConstantClass(JsonNode node, String kind) {
    if (kind.equals("COLUMN_REF")) {
      JsonNode names = node.path("column_names");
      return names.size() == 1 && KEYWORDS.contains(names.get(0).asText().toLowerCase(Locale.ROOT));
    }
    if (kind.equals("FUNCTION")) {
      return FUNCTIONS.contains(node.path("function_name").asText().toLowerCase(Locale.ROOT));
    }
    return CLASSES.contains(kind);
  }
}
