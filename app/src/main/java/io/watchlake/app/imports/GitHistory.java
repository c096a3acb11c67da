package io.watchlake.app.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a git repository tells of changes and releases. Commits are numbered; times are seconds
 * since the epoch.
 *
 * @param commits every commit that the default branch or a release contains, by number
 * @param main numbers of the default branch's commits, along first parents, the oldest first
 * @param releases the release tags
 */
@SuppressWarnings("ArrayRecordComponent") // values passed on, never compared
record GitHistory(List<Commit> commits, int[] main, List<Release> releases) {

  /**
   * A commit.
   *
   * @param sha 40 hex digits
   * @param seconds when it was committed
   * @param parents numbers of its parents
   * @param title its subject line; empty for commits that are not on the default branch
   * @param reverts the SHA, perhaps abbreviated, that it says it reverts; null where it says none
   * @param paths the files in which it differs from its first parent, in order; none for commits
   *     that are not on the default branch
   */
  @SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
  record Commit(
      String sha,
      long seconds,
      int[] parents,
      String title,
      @Nullable String reverts,
      List<String> paths) {}

  /**
   * A release tag.
   *
   * @param tag its name
   * @param version its numbers, the most significant first
   * @param seconds when it was made
   * @param commit number of the commit it is on
   */
  record Release(String tag, List<Integer> version, long seconds, int commit) {}
}
