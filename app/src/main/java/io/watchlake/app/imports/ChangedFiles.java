package io.watchlake.app.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.TreeFilter;

/** The files that commits changed. A file that was moved is the old and the new one. */
final class ChangedFiles implements AutoCloseable {

  private final ObjectReader reader;
  private final Set<ObjectId> edge;

  /** Each path once: most files change again and again. */
  private final Map<String, String> known = new HashMap<>();

  ChangedFiles(Repository repository) throws IOException {
    reader = repository.newObjectReader();
    edge = repository.getObjectDatabase().getShallowCommits();
  }

  /**
   * The files in which a commit differs from its first parent, in order; for a merge, what it
   * brought to the branch. Of a commit without parents all its files; none at the edge of a shallow
   * clone, where the parent is not there.
   */
  List<String> of(RevWalk walk, RevCommit commit) throws IOException {
    List<String> files = new ArrayList<>();
    if (edge.contains(commit.getId())) {
      return files;
    }
    try (TreeWalk trees = new TreeWalk(reader)) {
      trees.setRecursive(true);
      trees.setFilter(TreeFilter.ANY_DIFF);
      if (commit.getParentCount() == 0) {
        trees.addTree(new EmptyTreeIterator());
      } else {
        trees.addTree(tree(walk, commit.getParent(0)));
      }
      trees.addTree(tree(walk, commit));
      while (trees.next()) {
        String path = trees.getPathString();
        files.add(known.computeIfAbsent(path, itself -> itself));
      }
    }
    return files;
  }

  /** Read anew: the walk may have let go of the commit's own. */
  private static RevTree tree(RevWalk walk, RevCommit commit) throws IOException {
    walk.parseHeaders(commit);
    return commit.getTree();
  }

  @Override
  public void close() {
    reader.close();
  }
}
