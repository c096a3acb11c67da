package io.watchlake.rules.language;

/**
 * A key of a section.
 *
 * @param help what it means, a sentence
 */
record Field<T>(String name, FieldType<T> type, String help) {}
