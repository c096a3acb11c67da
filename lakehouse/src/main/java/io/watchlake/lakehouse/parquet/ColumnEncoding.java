package io.watchlake.lakehouse.parquet;

/** How the values of a column are encoded. */
public enum ColumnEncoding {
  /** By numbers of a dictionary, as long as that is smaller; else as they are. */
  DICTIONARY,
  /** As they are: values that hardly ever come again. */
  PLAIN,
  /** As differences from one to the next: longs that grow by little. */
  DELTA
}
