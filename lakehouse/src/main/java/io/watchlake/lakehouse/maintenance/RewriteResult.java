package io.watchlake.lakehouse.maintenance;

import java.util.List;

/**
 * A group that was rewritten and waits for its commit.
 *
 * @param group what was rewritten
 * @param newFiles the files written in its place, as Iceberg's JSON
 * @param newBytes their total size
 */
public record RewriteResult(RewriteGroup group, List<String> newFiles, long newBytes) {}
