package io.watchlake.lakehouse.maintenance;

/**
 * What a run did to a table.
 *
 * @param filesBefore data files before it
 * @param filesAfter data files after it
 * @param maxFilesPerDay files of the day partition that has most, after it
 * @param rewrittenFiles files that were replaced
 * @param rewrittenBytes bytes written in their place
 * @param conflicts commits that another writer made impossible; their work is planned anew
 * @param expiredSnapshots snapshots removed
 * @param orphanFiles files removed that no snapshot knew
 */
public record MaintenanceReport(
    String tableName,
    long filesBefore,
    long filesAfter,
    int maxFilesPerDay,
    long rewrittenFiles,
    long rewrittenBytes,
    int conflicts,
    int expiredSnapshots,
    int orphanFiles) {}
