package io.watchlake.app.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.app.WatchlakeCommand;
import io.watchlake.app.cli.ExitCode;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/**
 * A repository with all that happens to repositories, and what is written down of it beforehand.
 */
final class ImportGitCommandTest {

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;
  private Path shop;

  private record Said(int exitCode, String out, String err) {
    List<JsonNode> events() throws Exception {
      List<JsonNode> events = new ArrayList<>();
      for (String line : out.lines().toList()) {
        events.add(JSON.readTree(line));
      }
      return events;
    }

    /** The events of a predicate, as {@code time subject}. */
    List<String> told(String predicate) throws Exception {
      return events().stream()
          .filter(event -> event.get("type").asText().contains(predicate))
          .map(event -> event.get("time").asText() + ' ' + event.get("subject").asText())
          .toList();
    }

    JsonNode custom(String predicate, int place) throws Exception {
      return events().stream()
          .filter(event -> event.get("type").asText().contains(predicate))
          .toList()
          .get(place)
          .get("data")
          .get("customData");
    }
  }

  @BeforeEach
  void prepare() throws Exception {
    shop = Files.createDirectory(folder.resolve("shop"));
  }

  private Said run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine command = WatchlakeCommand.commandLine();
    command.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    List<String> all = new ArrayList<>(List.of("import", "git"));
    all.addAll(List.of(arguments));
    int exitCode = command.execute(all.toArray(String[]::new));
    return new Said(exitCode, out.toString(), err.toString());
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.asText()));
    return texts;
  }

  @Test
  void tagsMergesRevertsHotfixBranchesAndAMovedTag() throws Exception {
    String first;
    String merge;
    String side;
    String bug;
    String revert;
    String last;
    try (GitRepository git = new GitRepository(shop)) {
      first = git.commit(0, "Open the shop");
      git.branch("till", "main");
      side = git.commit(1, "Add a till");
      git.checkout("main");
      merge = git.merge(2, "till");
      git.tag(3, "v1.0.0", merge);
      git.lightweightTag("v1.0.1-rc.1", merge);

      bug = git.commit(10, "Faster till");
      git.tag(11, "v1.1.0", bug);

      // A hotfix on a branch of its own, released within the week; the tag is then moved.
      git.branch("hotfix", bug);
      String hotfix = git.commit(12, "Open the till again");
      git.tag(12.5, "v1.1.1", hotfix);
      String better = git.commit(13, "Open the till again, and the door");
      git.tag(14, "v1.1.1", better);

      git.checkout("main");
      revert =
          git.commit(
              15, "Revert \"Faster till\"\n\nThis reverts commit " + bug.substring(0, 12) + ".");
      last = git.commit(20, "Close the shop");
      git.lightweightTag("v1.2.0", last);
    }

    Said said = run(shop.toString());

    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(said.told("change.merged"))
        .containsExactly(
            GitRepository.time(0) + ' ' + first,
            GitRepository.time(2) + ' ' + merge,
            GitRepository.time(10) + ' ' + bug,
            GitRepository.time(15) + ' ' + revert,
            GitRepository.time(20) + ' ' + last);
    assertThat(said.told("service.deployed"))
        .containsExactly(
            GitRepository.time(3) + " shop",
            GitRepository.time(11) + " shop",
            GitRepository.time(14) + " shop",
            GitRepository.time(20) + " shop");
    assertThat(texts(said.custom("service.deployed", 0).get("changes")))
        .containsExactly(first, merge);
    assertThat(said.custom("service.deployed", 0).get("otherCommits").asInt()).isEqualTo(1);
    assertThat(texts(said.custom("service.deployed", 1).get("changes"))).containsExactly(bug);
    assertThat(said.custom("service.deployed", 2).has("changes")).isFalse();
    assertThat(said.custom("service.deployed", 2).get("otherCommits").asInt()).isEqualTo(2);
    assertThat(texts(said.custom("service.deployed", 3).get("changes")))
        .containsExactly(revert, last);
    assertThat(said.told("incident"))
        .containsExactly(
            GitRepository.time(12) + " incident/shop@v1.1.0/v1.1.1",
            GitRepository.time(14) + " incident/shop@v1.1.0/v1.1.1",
            GitRepository.time(15) + " incident/shop@v1.1.0/v1.2.0",
            GitRepository.time(20) + " incident/shop@v1.1.0/v1.2.0");
    assertThat(texts(said.custom("incident.detected", 0).get("heuristics")))
        .containsExactly("patch-release");
    assertThat(texts(said.custom("incident.detected", 1).get("heuristics")))
        .containsExactly("revert");
    assertThat(said.custom("incident.resolved", 1).get("restoredByDeploymentId").asText())
        .isEqualTo("shop@v1.2.0");
    assertThat(said.out()).doesNotContain("someone@example.com", "Somebody").doesNotContain(side);
    assertThat(run(shop.toString()).out()).isEqualTo(said.out());
  }

  @Test
  void changesTellTheFilesInWhichTheyDifferFromWhatWasThere() throws Exception {
    try (GitRepository git = new GitRepository(shop)) {
      git.commit(0, "One", "shop/a", "till/b");
      git.branch("side", "main");
      git.commit(1, "Two", "shop/c");
      git.commit(2, "Three", "shop/d");
      git.checkout("main");
      git.merge(3, "side");
      git.move(4, "shop/a", "gate/a");
    }
    Said said = run(shop.toString());
    assertThat(texts(said.custom("change.merged", 0).get("paths")))
        .containsExactly("shop/a", "till/b");
    assertThat(texts(said.custom("change.merged", 1).get("paths")))
        .as("what the merge brought to the branch")
        .containsExactly("shop/c", "shop/d");
    assertThat(texts(said.custom("change.merged", 2).get("paths")))
        .containsExactly("gate/a", "shop/a");
  }

  @Test
  void patchReleaseAfterAWeekAndRevertOfWhatWasNeverReleasedAreNoIncidents() throws Exception {
    try (GitRepository git = new GitRepository(shop)) {
      git.tag(0, "1.0.0", git.commit(0, "One"));
      git.tag(8, "1.0.1", git.commit(8, "Two"));
      String bug = git.commit(9, "Three");
      git.commit(10, "Revert \"Three\"\n\nThis reverts commit " + bug + ".");
      git.tag(20, "1.1.0", git.commit(20, "Four"));
    }
    assertThat(run(shop.toString()).told("incident")).isEmpty();
  }

  @Test
  void servicesAndTagsAreNamedAsAsked() throws Exception {
    try (GitRepository git = new GitRepository(shop)) {
      git.remote("git@github.com:acme/shop.git");
      git.tag(1, "till-1.0.0", git.commit(0, "One"));
      git.tag(2, "v3.0.0", git.commit(1, "Two"));
    }
    Said said = run(shop.toString(), "--service", "till", "--tags", "till-.*");
    assertThat(said.told("service.deployed")).containsExactly(GitRepository.time(1) + " till");
    JsonNode deployed =
        said.events().stream()
            .filter(event -> event.get("type").asText().contains("deployed"))
            .findFirst()
            .orElseThrow();
    assertThat(deployed.get("source").asText()).isEqualTo("https://github.com/acme/shop");
    assertThat(deployed.get("data").get("customData").get("deploymentId").asText())
        .isEqualTo("till@till-1.0.0");
    assertThat(deployed.at("/data/subject/content/artifactId").asText())
        .isEqualTo("pkg:github/acme/shop@till-1.0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "https://user:secret@git.example.com/a/b.git, https://git.example.com/a/b",
    "ssh://git@github.com/a/b, https://github.com/a/b",
    "git@github.com:a/b.git, https://github.com/a/b",
  })
  void remotesLoseNamesAndPasswords(String remote, String source) throws Exception {
    try (GitRepository git = new GitRepository(shop)) {
      git.remote(remote);
      git.commit(0, "One");
    }
    assertThat(run(shop.toString()).events().get(0).get("source").asText()).isEqualTo(source);
  }

  @Test
  void anOutputFileIsCompressedByItsName() throws Exception {
    try (GitRepository git = new GitRepository(shop)) {
      git.commit(0, "One");
    }
    Path file = folder.resolve("events.ndjson.gz");
    Said said = run(shop.toString(), "--out", file.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.OK);
    assertThat(said.out()).isEmpty();
    assertThat(said.err()).contains("no tag matches", "1 events written");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("change.merged")
          .endsWith("\n");
    }
  }

  @Test
  void whatIsNoRepositoryIsBadInput() {
    Said nowhere = run(folder.resolve("nowhere").toString());
    assertThat(nowhere.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(nowhere.err()).contains("there is no folder");
    Said plain = run(shop.toString());
    assertThat(plain.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(plain.err()).contains("there is no git repository");
    Said pattern = run(shop.toString(), "--tags", "(");
    assertThat(pattern.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(pattern.err()).contains("no regular expression");
  }

  @Test
  void aRepositoryWithoutCommitsIsBadInput() throws Exception {
    new GitRepository(shop).close();
    Said said = run(shop.toString());
    assertThat(said.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
    assertThat(said.err()).contains("no commit yet");
  }
}
