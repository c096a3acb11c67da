package io.watchlake.app.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.MergeCommand.FastForwardMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.merge.MergeStrategy;
import org.eclipse.jgit.revwalk.RevCommit;

/** A git repository that a test makes, commit by commit; times are days after 2026-01-01. */
final class GitRepository implements AutoCloseable {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Git git;
  private final Path folder;
  private int files;

  GitRepository(Path folder) throws Exception {
    this.folder = folder;
    git = Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call();
  }

  static String time(double days) {
    return START.plusSeconds((long) (days * 86_400)).toString();
  }

  private static PersonIdent who(double days) {
    return new PersonIdent(
        "Somebody",
        "someone@example.com",
        START.plusSeconds((long) (days * 86_400)),
        ZoneOffset.UTC);
  }

  /** Commits a new file on the branch that is checked out. */
  String commit(double days, String message) throws Exception {
    return commit(days, message, "file-" + files++);
  }

  /** Commits files on the branch that is checked out. */
  String commit(double days, String message, String... paths) throws Exception {
    for (String path : paths) {
      write(path);
      git.add().addFilepattern(path).call();
    }
    return commitAll(days, message);
  }

  /** Commits that a file is somewhere else now. */
  String move(double days, String from, String to) throws Exception {
    Path target = folder.resolve(to);
    Files.createDirectories(target.getParent());
    Files.move(folder.resolve(from), target);
    git.rm().addFilepattern(from).call();
    git.add().addFilepattern(to).call();
    return commitAll(days, "Move " + from);
  }

  private String commitAll(double days, String message) throws Exception {
    RevCommit commit =
        git.commit()
            .setMessage(message)
            .setAuthor(who(days))
            .setCommitter(who(days))
            .setSign(false)
            .call();
    return commit.name();
  }

  private void write(String file) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, file);
  }

  void branch(String name, String from) throws Exception {
    git.checkout().setCreateBranch(true).setName(name).setStartPoint(from).call();
  }

  void checkout(String name) throws Exception {
    git.checkout().setName(name).call();
  }

  /** Merges a branch by a commit of its own into the one that is checked out. */
  String merge(double days, String branch) throws Exception {
    ObjectId other = git.getRepository().resolve(branch);
    git.merge()
        .include(other)
        .setFastForward(FastForwardMode.NO_FF)
        .setCommit(false)
        .setStrategy(MergeStrategy.RECURSIVE)
        .call();
    return git.commit()
        .setMessage("Merge branch '" + branch + "'")
        .setAuthor(who(days))
        .setCommitter(who(days))
        .setSign(false)
        .call()
        .name();
  }

  /** An annotated tag; one that is there is moved. */
  void tag(double days, String name, String commit) throws Exception {
    git.tag()
        .setName(name)
        .setMessage(name)
        .setAnnotated(true)
        .setTagger(who(days))
        .setObjectId(git.getRepository().parseCommit(ObjectId.fromString(commit)))
        .setForceUpdate(true)
        .setSigned(false)
        .call();
  }

  void lightweightTag(String name, String commit) throws Exception {
    git.tag()
        .setName(name)
        .setAnnotated(false)
        .setObjectId(git.getRepository().parseCommit(ObjectId.fromString(commit)))
        .call();
  }

  void remote(String url) throws Exception {
    git.getRepository().getConfig().setString("remote", "origin", "url", url);
    git.getRepository().getConfig().save();
  }

  @Override
  public void close() {
    git.close();
  }
}
