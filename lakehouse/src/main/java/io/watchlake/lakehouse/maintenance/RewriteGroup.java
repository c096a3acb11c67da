package io.watchlake.lakehouse.maintenance;

import java.util.List;

/**
 * Files of one day partition that are rewritten together. All fields are plain, so that it can
 * travel between Flink operators.
 *
 * @param tableName {@code namespace.name}
 * @param snapshotId the snapshot it was planned on
 * @param sorted whether all files are sorted: then they are merged as streams; otherwise their rows
 *     are sorted in memory, a bounded number at a time
 * @param files the files, as Iceberg's JSON
 * @param bytes their total size
 * @param rows their total rows
 */
public record RewriteGroup(
    String tableName, long snapshotId, boolean sorted, List<String> files, long bytes, long rows) {}
