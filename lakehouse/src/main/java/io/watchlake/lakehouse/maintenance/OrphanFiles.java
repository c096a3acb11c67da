package io.watchlake.lakehouse.maintenance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.io.FileInfo;
import org.apache.iceberg.io.SupportsPrefixOperations;

/** Files below a table's location that no snapshot and no metadata knows. */
final class OrphanFiles {

  private final Table table;

  OrphanFiles(Table table) {
    this.table = table;
  }

  int remove(Instant olderThan) {
    if (!(table.io() instanceof SupportsPrefixOperations io)) {
      throw new IllegalStateException(
          table.name() + " is on storage that cannot list files: remove orphans by its own means");
    }
    // Listed first: what is committed after the listing cannot be mistaken for an orphan.
    List<String> old = new ArrayList<>();
    for (FileInfo file : io.listPrefix(table.location())) {
      if (file.createdAtMillis() < olderThan.toEpochMilli()) {
        old.add(file.location());
      }
    }
    if (old.isEmpty()) {
      return 0;
    }
    table.refresh();
    Set<String> reachable = reachable();
    int removed = 0;
    for (String location : old) {
      if (!reachable.contains(path(location))) {
        io.deleteFile(location);
        removed++;
      }
    }
    return removed;
  }

  private Set<String> reachable() {
    Set<String> paths = new HashSet<>();
    ReachableFileUtil.metadataFileLocations(table, false).forEach(file -> paths.add(path(file)));
    ReachableFileUtil.manifestListLocations(table).forEach(file -> paths.add(path(file)));
    ReachableFileUtil.statisticsFilesLocations(table).forEach(file -> paths.add(path(file)));
    Set<String> manifests = new HashSet<>();
    for (Snapshot snapshot : table.snapshots()) {
      for (ManifestFile manifest : snapshot.allManifests(table.io())) {
        if (manifests.add(manifest.path())) {
          paths.add(path(manifest.path()));
          addContents(manifest, paths);
        }
      }
    }
    return paths;
  }

  private void addContents(ManifestFile manifest, Set<String> paths) {
    try (CloseableIterable<String> files =
        ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
      files.forEach(file -> paths.add(path(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same file has several spellings: with a scheme, and with one to three slashes. */
  private static String path(String location) {
    return location.startsWith("/") ? location : URI.create(location).getPath();
  }
}
