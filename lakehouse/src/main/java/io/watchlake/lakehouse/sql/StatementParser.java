package io.watchlake.lakehouse.sql;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.lakehouse.sql.SqlException.Reason;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses statements with DuckDB's own parser, so that both always agree. */
final class StatementParser {

  private static final Pattern EXPLAIN =
      Pattern.compile("\\s*explain\\s+(analyze\\s+)?", Pattern.CASE_INSENSITIVE);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Connection connection;
  private final Map<String, String> timeColumns;

  /**
   * @param connection to DuckDB
   * @param timeColumns the column that is time, by the full name of every table and view
   */
  StatementParser(Connection connection, Map<String, String> timeColumns) {
    this.connection = connection;
    this.timeColumns = timeColumns;
  }

  /**
   * @throws SqlException if it is no single statement that only reads, or names an unknown table
   */
  ParsedStatement parse(String sql) throws SQLException {
    Matcher explain = EXPLAIN.matcher(sql);
    String query = explain.lookingAt() ? sql.substring(explain.end()) : sql;
    JsonNode tree = serialize(query);
    if (tree.path("error").asBoolean()) {
      throw failure(tree);
    }
    if (tree.path("statements").size() != 1) {
      throw new SqlException(
          Reason.STATEMENT,
          "one statement at a time, not "
              + tree.path("statements").size()
              + ": send them one by one");
    }
    ReferenceFinder finder =
        new ReferenceFinder(timeColumns, new ConstantEvaluator(connection)::evaluate);
    finder.visit(tree.path("statements").get(0));
    return new ParsedStatement(sql, query, finder.references(), finder.listsTables());
  }

  private JsonNode serialize(String sql) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT json_serialize_sql(CAST(? AS VARCHAR))::VARCHAR")) {
      statement.setString(1, sql);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return JSON.readTree(result.getString(1));
      }
    } catch (JsonProcessingException e) {
      throw new SqlException(Reason.FAILED, "DuckDB's parser gave an unreadable tree", e);
    }
  }

  private static SqlException failure(JsonNode tree) {
    if (tree.path("error_type").asText().equals("not implemented")) {
      return new SqlException(
          Reason.REFUSED,
          "only statements that read are run here: SELECT, WITH, FROM, VALUES, SHOW, DESCRIBE,"
              + " SUMMARIZE and EXPLAIN of these");
    }
    String position =
        tree.hasNonNull("position") ? " (at character " + tree.get("position").asText() + ")" : "";
    return new SqlException(Reason.STATEMENT, tree.path("error_message").asText() + position);
  }
}
