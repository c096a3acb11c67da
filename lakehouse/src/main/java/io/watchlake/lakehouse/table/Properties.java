package io.watchlake.lakehouse.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.TableProperties;

/** Table properties that all our tables share. */
final class Properties {

  private static final List<String> ORIGIN =
      List.of("_origin.topic", "_origin.partition", "_origin.offset", "_origin.index");

  private static final List<String> ORIGIN_RANGE =
      List.of("_origin.topic", "_origin.partition", "_origin.offset_first", "_origin.offset_last");

  private Properties() {}

  /** For tables with {@link Columns#origin()}. */
  static Map<String, String> withOrigin(String... boundedColumns) {
    return of(ORIGIN, boundedColumns);
  }

  /** For tables with {@link Columns#originRange()}. */
  static Map<String, String> withOriginRange(String... boundedColumns) {
    return of(ORIGIN_RANGE, boundedColumns);
  }

  /** For tables without origin. */
  static Map<String, String> withoutOrigin(String... boundedColumns) {
    return of(List.of(), boundedColumns);
  }

  private static Map<String, String> of(List<String> origin, String... boundedColumns) {
    Map<String, String> properties = new HashMap<>();
    properties.put(TableProperties.FORMAT_VERSION, "2");
    properties.put(TableProperties.PARQUET_COMPRESSION, "zstd");
    properties.put(TableProperties.WRITE_DISTRIBUTION_MODE, "none");
    // Row groups are what DuckDB's threads share a file by, and what a writer holds in memory.
    properties.put(TableProperties.PARQUET_ROW_GROUP_SIZE_BYTES, String.valueOf(32L << 20));
    properties.put(TableProperties.WRITE_TARGET_FILE_SIZE_BYTES, String.valueOf(128L << 20));

    // A checkpoint every few seconds commits thousands of times a day.
    properties.put(TableProperties.METADATA_DELETE_AFTER_COMMIT_ENABLED, "true");
    properties.put(TableProperties.METADATA_PREVIOUS_VERSIONS_MAX, "10");
    properties.put(TableProperties.MANIFEST_MIN_MERGE_COUNT, "20");

    // Jobs of several timelines and maintain commit to one table; losing a race is no failure.
    properties.put(TableProperties.COMMIT_NUM_RETRIES, "30");
    properties.put(TableProperties.COMMIT_MIN_RETRY_WAIT_MS, "50");
    properties.put(TableProperties.COMMIT_MAX_RETRY_WAIT_MS, "2000");
    properties.put(TableProperties.COMMIT_TOTAL_RETRY_TIME_MS, "300000");

    // Bounds are copies of values in metadata, which erasing a person's rows would not reach: no
    // column has them unless it is named here.
    properties.put(TableProperties.DEFAULT_WRITE_METRICS_MODE, "counts");
    for (String column : boundedColumns) {
      properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "truncate(64)");
    }
    for (String column : origin) {
      properties.put(TableProperties.METRICS_MODE_COLUMN_CONF_PREFIX + column, "full");
    }
    return properties;
  }

  /** Adds a bloom filter, by which a point look-up skips files. */
  static Map<String, String> withBloomFilter(Map<String, String> properties, String column) {
    Map<String, String> result = new HashMap<>(properties);
    result.put(TableProperties.PARQUET_BLOOM_FILTER_COLUMN_ENABLED_PREFIX + column, "true");
    // Each row group carries a filter of this size, however few rows it has.
    result.put(TableProperties.PARQUET_BLOOM_FILTER_MAX_BYTES, String.valueOf(64 << 10));
    return result;
  }
}
