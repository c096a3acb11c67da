package io.watchlake.lakehouse.sql;

import io.watchlake.model.Tables;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Our views, and which tables a statement needs because of them. */
final class Views {

  private final Map<String, View> views = new LinkedHashMap<>();
  private final Map<String, List<String>> reads = new HashMap<>();

  Views() {
    Tables.VIEWS.forEach(name -> views.put(name, View.load(name)));
  }

  /** The column that is time, by the full name of every table and view; empty where none is. */
  Map<String, String> timeColumns() {
    Map<String, String> columns = new HashMap<>();
    Tables.STORED.forEach(name -> columns.put(name, "ts"));
    views.forEach(
        (name, view) -> columns.put(name, view.timeColumn() == null ? "" : view.timeColumn()));
    return columns;
  }

  /** Finds out what each view reads. */
  void resolve(StatementParser parser) throws SQLException {
    for (View view : views.values()) {
      reads.put(
          view.name(),
          parser.parse(view.sql()).references().stream()
              .map(TableReference::name)
              .distinct()
              .toList());
    }
  }

  /**
   * What a statement's references come down to.
   *
   * @param tables what each stored table is asked for, once for every way it is reached
   * @param views the views needed, each after those it reads
   */
  record Needed(Map<String, List<Pruning>> tables, List<View> views) {}

  Needed needed(List<TableReference> references) {
    Map<String, List<Pruning>> tables = new LinkedHashMap<>();
    Map<String, View> needed = new LinkedHashMap<>();
    references.forEach(reference -> collect(reference.name(), reference.pruning(), tables, needed));
    return new Needed(tables, List.copyOf(needed.values()));
  }

  /** All tables and views, with nothing asked of their rows. */
  Needed all() {
    List<TableReference> references = new ArrayList<>();
    Tables.STORED.forEach(name -> references.add(new TableReference(name, Pruning.NONE)));
    Tables.VIEWS.forEach(name -> references.add(new TableReference(name, Pruning.NONE)));
    return needed(references);
  }

  private void collect(
      String name, Pruning pruning, Map<String, List<Pruning>> tables, Map<String, View> needed) {
    View view = views.get(name);
    if (view == null) {
      tables.computeIfAbsent(name, key -> new ArrayList<>()).add(forTable(name, pruning));
      return;
    }
    Pruning passed = pruning.onlyEqual(view.passes()).laterBy(view.bucketMicros());
    for (String read : reads.getOrDefault(name, List.of())) {
      collect(read, passed, tables, needed);
    }
    needed.putIfAbsent(name, view);
  }

  /** A series row stands for its whole day: labels must not depend on when in the day it came. */
  private static Pruning forTable(String name, Pruning pruning) {
    return name.equals(Tables.SERIES) ? pruning.toWholeDays() : pruning;
  }
}
