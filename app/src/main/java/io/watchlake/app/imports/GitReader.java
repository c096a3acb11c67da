package io.watchlake.app.imports;

import io.watchlake.app.imports.GitHistory.Commit;
import io.watchlake.app.imports.GitHistory.Release;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTag;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.jspecify.annotations.Nullable;

/** Reads a local repository. The git command is not needed, and nothing is written. */
final class GitReader implements AutoCloseable {

  /** Final releases: no candidates, no betas. */
  static final Pattern RELEASES = Pattern.compile("(?:v|release-|nessie-)?\\d+\\.\\d+\\.\\d+");

  private static final Pattern NUMBERS = Pattern.compile("\\d+(?:\\.\\d+)*");
  private static final Pattern REVERTS = Pattern.compile("This reverts commit ([0-9a-fA-F]{7,40})");
  private static final Pattern SCHEME = Pattern.compile("^[a-z+]+://(?:[^/@]*@)?");
  private static final Pattern SCP_LIKE = Pattern.compile("^(?:[^/@]+@)?([^/:]+):(?!//)");
  private static final int LONGEST_TITLE = 160;
  private static final int MAX_DIGITS = 9;

  private final Repository repository;
  private final Path directory;

  private GitReader(Repository repository, Path directory) {
    this.repository = repository;
    this.directory = directory;
  }

  /**
   * Opens the repository that a folder is in, bare or not.
   *
   * @throws IOException if there is none, or it cannot be read
   */
  static GitReader open(Path directory) throws IOException {
    FileRepositoryBuilder builder = new FileRepositoryBuilder();
    builder.readEnvironment().findGitDir(directory.toAbsolutePath().normalize().toFile());
    if (builder.getGitDir() == null) {
      throw new IOException("there is no git repository at " + directory);
    }
    return new GitReader(builder.setMustExist(true).build(), directory);
  }

  /** Whether older history was left out when it was cloned. */
  boolean isShallow() throws IOException {
    return !repository.getObjectDatabase().getShallowCommits().isEmpty();
  }

  /**
   * The address of the remote {@code origin} without names and passwords; null where there is none.
   */
  @Nullable String remote() {
    String url = repository.getConfig().getString("remote", Constants.DEFAULT_REMOTE_NAME, "url");
    if (url == null || url.startsWith("/") || url.startsWith(".") || url.startsWith("file:")) {
      return null;
    }
    String rest = url.strip();
    Matcher scheme = SCHEME.matcher(rest);
    if (scheme.find()) {
      rest = rest.substring(scheme.end());
    } else {
      Matcher scp = SCP_LIKE.matcher(rest);
      if (!scp.find()) {
        return null;
      }
      rest = scp.group(1) + '/' + rest.substring(scp.end());
    }
    String trimmed = rest.replaceAll("/+$", "").replaceAll("\\.git$", "");
    return "https://" + trimmed;
  }

  /** The name of the repository's folder. */
  String folder() {
    Path git = repository.getDirectory().toPath().toAbsolutePath().normalize();
    Path named = repository.isBare() ? git : directory.toAbsolutePath().normalize();
    Path name = named.getFileName();
    return name == null ? "repository" : name.toString().replaceAll("\\.git$", "");
  }

  /**
   * Reads all that the default branch (what HEAD is on) and the release tags contain.
   *
   * @param tags matches whole names of release tags
   * @param progress told how many commits are read
   * @throws IOException if HEAD is on no commit or something cannot be read
   */
  GitHistory read(Pattern tags, IntConsumer progress) throws IOException {
    ObjectId head = repository.resolve(Constants.HEAD);
    if (head == null) {
      throw new IOException("the repository has no commit yet");
    }
    try (RevWalk walk = new RevWalk(repository);
        ChangedFiles changes = new ChangedFiles(repository)) {
      walk.setRetainBody(true);
      RevCommit tip = walk.parseCommit(head);
      Set<ObjectId> onMain = firstParents(walk, tip);
      List<Tag> found = tags(walk, tags);
      walk.markStart(tip);
      for (Tag tag : found) {
        walk.markStart(tag.commit());
      }
      List<RevCommit> order = new ArrayList<>();
      Map<ObjectId, Integer> numbers = new HashMap<>();
      List<Draft> drafts = new ArrayList<>();
      for (RevCommit commit = walk.next(); commit != null; commit = walk.next()) {
        numbers.put(commit.getId(), order.size());
        order.add(commit);
        drafts.add(
            onMain.contains(commit.getId())
                ? draft(commit, changes.of(walk, commit))
                : new Draft(commit.getCommitTime(), "", null, List.of()));
        commit.disposeBody();
        if (order.size() % 1000 == 0) {
          progress.accept(order.size());
        }
      }
      progress.accept(order.size());
      return assemble(order, drafts, numbers, tip, found);
    }
  }

  private record Draft(long seconds, String title, @Nullable String reverts, List<String> paths) {}

  private record Tag(String name, List<Integer> version, long seconds, RevCommit commit) {}

  private static GitHistory assemble(
      List<RevCommit> order,
      List<Draft> drafts,
      Map<ObjectId, Integer> numbers,
      RevCommit tip,
      List<Tag> found) {
    List<Commit> commits = new ArrayList<>(order.size());
    for (int i = 0; i < order.size(); i++) {
      RevCommit commit = order.get(i);
      // Beyond the edge of a shallow clone a parent is named but not there.
      int[] parents =
          Arrays.stream(commit.getParents())
              .map(parent -> numbers.get(parent.getId()))
              .filter(Objects::nonNull)
              .mapToInt(Integer::intValue)
              .toArray();
      Draft draft = drafts.get(i);
      commits.add(
          new Commit(
              commit.name(),
              draft.seconds(),
              parents,
              draft.title(),
              draft.reverts(),
              draft.paths()));
    }
    List<Integer> main = new ArrayList<>();
    Integer at = numbers.get(tip.getId());
    while (at != null) {
      main.add(at);
      int[] parents = commits.get(at).parents();
      at = parents.length == 0 ? null : (Integer) parents[0];
    }
    Collections.reverse(main);
    List<Release> releases = new ArrayList<>();
    for (Tag tag : found) {
      Integer commit = numbers.get(tag.commit().getId());
      if (commit != null) {
        releases.add(new Release(tag.name(), tag.version(), tag.seconds(), commit));
      }
    }
    return new GitHistory(commits, main.stream().mapToInt(Integer::intValue).toArray(), releases);
  }

  private static Set<ObjectId> firstParents(RevWalk walk, RevCommit tip) throws IOException {
    Set<ObjectId> ids = new HashSet<>();
    RevCommit at = tip;
    while (at != null) {
      ids.add(at.getId());
      at = at.getParentCount() == 0 ? null : parsed(walk, at.getParent(0));
    }
    return ids;
  }

  private static @Nullable RevCommit parsed(RevWalk walk, RevCommit commit) throws IOException {
    try {
      walk.parseHeaders(commit);
      return commit;
    } catch (MissingObjectException e) {
      // The edge of a shallow clone.
      return null;
    }
  }

  private static Draft draft(RevCommit commit, List<String> paths) {
    String title = commit.getShortMessage();
    String reverts = null;
    if (title.startsWith("Revert")) {
      Matcher matcher = REVERTS.matcher(commit.getFullMessage());
      reverts = matcher.find() ? matcher.group(1).toLowerCase(Locale.ROOT) : null;
    }
    int end =
        title.offsetByCodePoints(
            0, Math.min(LONGEST_TITLE, title.codePointCount(0, title.length())));
    return new Draft(commit.getCommitTime(), title.substring(0, end), reverts, paths);
  }

  private List<Tag> tags(RevWalk walk, Pattern pattern) throws IOException {
    List<Tag> found = new ArrayList<>();
    for (Ref ref : repository.getRefDatabase().getRefsByPrefix(Constants.R_TAGS)) {
      String name = ref.getName().substring(Constants.R_TAGS.length());
      if (!pattern.matcher(name).matches()) {
        continue;
      }
      RevObject object = walk.parseAny(ref.getObjectId());
      RevObject peeled = walk.peel(object);
      if (!(peeled instanceof RevCommit commit)) {
        continue;
      }
      walk.parseHeaders(commit);
      long seconds = commit.getCommitTime();
      if (object instanceof RevTag tag && tag.getTaggerIdent() != null) {
        seconds = tag.getTaggerIdent().getWhenAsInstant().getEpochSecond();
      }
      found.add(new Tag(name, version(name), seconds, commit));
    }
    return found;
  }

  /** The last dotted number in a name; empty where there is none. */
  static List<Integer> version(String name) {
    List<Integer> version = List.of();
    Matcher matcher = NUMBERS.matcher(name);
    while (matcher.find()) {
      List<Integer> parts = new ArrayList<>();
      for (String part : matcher.group().split("\\.")) {
        parts.add(part.length() > MAX_DIGITS ? Integer.MAX_VALUE : Integer.parseInt(part));
      }
      version = parts;
    }
    return version;
  }

  @Override
  public void close() {
    repository.close();
  }
}
