package io.watchlake.lakehouse.sql;

/**
 * A table or view that a statement names.
 *
 * @param name the full name, {@code namespace.name}
 * @param pruning what the statement says about its rows where it names it
 */
record TableReference(String name, Pruning pruning) {}
