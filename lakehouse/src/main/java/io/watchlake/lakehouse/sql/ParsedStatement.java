package io.watchlake.lakehouse.sql;

import java.util.List;

/**
 * A statement and what it reads.
 *
 * @param sql the statement as it is run
 * @param query the same without an EXPLAIN before it
 * @param references the tables and views it names itself, each time it does
 * @param listsTables whether it asks for the list of tables
 */
record ParsedStatement(
    String sql, String query, List<TableReference> references, boolean listsTables) {}
