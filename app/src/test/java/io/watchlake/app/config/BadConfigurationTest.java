package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Wrong files, each with the whole list of its problems beside it: {@code bad/x.yaml} and {@code
 * bad/x.expected}.
 */
final class BadConfigurationTest {

  private static final Path FOLDER = Path.of("src/test/resources/config/bad");

  @TempDir Path folder;

  static Stream<String> files() throws IOException {
    List<String> names;
    try (Stream<Path> files = Files.list(FOLDER)) {
      names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .sorted()
              .toList();
    }
    assertThat(names).isNotEmpty();
    return names.stream();
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyProblemIsListedWithItsPlaceAndWhatToDo(String name) throws IOException {
    Check check = Check.of(FOLDER.resolve(name));
    String told =
        check.problems().stream()
            .map(problem -> problem.in(name) + "\n")
            .collect(Collectors.joining());
    Path expected = FOLDER.resolve(name.replace(".yaml", ".expected"));
    assertThat(told).isEqualTo(Files.readString(expected));
    assertThat(check.errors()).as("errors").isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("files")
  void noMessageRepeatsASecret(String name) {
    Check check = Check.of(FOLDER.resolve(name));
    assertThat(check.toString()).doesNotContain("hunter2");
  }

  @Test
  void aMissingFileAndAFolderAreToldAsSuch() {
    assertThat(messages(folder.resolve("none.yaml"))).containsExactly("no such file");
    assertThat(messages(folder)).containsExactly("a folder, not a file");
  }

  @Test
  void aHugeFileIsRefusedBeforeItIsParsed() throws IOException {
    Path huge = folder.resolve("huge.yaml");
    Files.writeString(huge, "# filler\n".repeat(200_000));
    assertThat(messages(huge)).containsExactly("larger than 1 MiB");
  }

  @Test
  void anAliasBombCostsNothing() throws IOException {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int level = 1; level < 30; level++) {
      String item = "*a" + (level - 1);
      bomb.append("a" + level + ": &a" + level + " [" + (item + ", ").repeat(8) + item + "]\n");
    }
    Path file = folder.resolve("bomb.yaml");
    Files.writeString(file, bomb);
    assertThat(messages(file)).hasSize(29 * 9).containsOnly("an alias");
  }

  @Test
  void theMessageOfTheExceptionListsEveryProblem() {
    Path file = FOLDER.resolve("wrong-types.yaml");
    try {
      ConfigurationLoader.load(file);
    } catch (ConfigurationException refused) {
      assertThat(refused.getMessage().lines())
          .hasSize(refused.problems().size())
          .allMatch(line -> line.startsWith(file + ":"));
      return;
    }
    throw new AssertionError("the file was taken");
  }

  private static List<String> messages(Path file) {
    return Check.of(file).problems().stream().map(Problem::message).toList();
  }

  /** Writes the lists anew; read the difference before you commit it. */
  public static void main(String[] args) throws IOException {
    files()
        .forEach(
            name -> {
              try {
                Files.writeString(
                    FOLDER.resolve(name.replace(".yaml", ".expected")),
                    Check.of(FOLDER.resolve(name)).problems().stream()
                        .map(problem -> problem.in(name) + "\n")
                        .collect(Collectors.joining()));
              } catch (IOException failure) {
                throw new UncheckedIOException(failure);
              }
            });
  }
}
