package io.watchlake.system;

/**
 * How things stand in a minute of the soak.
 *
 * @param minute since the stack was up
 * @param rssMegabytes resident memory of all processes
 * @param rows spans, log records and points archived
 * @param dead dead letters archived
 * @param compactedFiles files in the fullest day partition, as the last compaction left it
 * @param files files in the fullest day partition now
 * @param metadataFiles files of all tables' metadata
 * @param lakeMegabytes size of the lakehouse on disk
 * @param homeMegabytes size of the whole home on disk
 */
record SoakSample(
    int minute,
    long rssMegabytes,
    long rows,
    long dead,
    int compactedFiles,
    int files,
    long metadataFiles,
    long lakeMegabytes,
    long homeMegabytes) {}
