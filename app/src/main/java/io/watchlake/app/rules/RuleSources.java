package io.watchlake.app.rules;

import io.watchlake.app.cli.CommandException;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.language.RuleProblem;
import io.watchlake.rules.model.Rule;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Files of rules as they lie on disk. */
public final class RuleSources {

  static final String SPEC_SUFFIX = ".spec.yaml";

  private RuleSources() {}

  /**
   * Reads files, and all in folders that end in {@code .yaml} but not in {@code .spec.yaml}.
   *
   * @throws CommandException for what cannot be read
   */
  public static List<RuleFiles.Source> read(List<Path> paths) {
    return files(paths, false).stream()
        .map(file -> new RuleFiles.Source(file.toString(), text(file)))
        .toList();
  }

  /**
   * The rules of some files, read together.
   *
   * @throws CommandException for what cannot be read, listing every problem, and for no rules
   */
  public static List<Rule> rules(List<Path> paths) {
    RuleFiles files = RuleFiles.read(read(paths));
    refuse(files.problems());
    if (files.rules().rules().isEmpty()) {
      throw CommandException.badInput("there is no rule in these files");
    }
    return files.rules().rules();
  }

  /**
   * Nothing is done with files that have problems.
   *
   * @throws CommandException listing every problem, if there is one
   */
  public static void refuse(List<RuleProblem> problems) {
    if (!problems.isEmpty()) {
      throw CommandException.badInput(
          problems.stream().map(RuleProblem::toString).collect(Collectors.joining("\n")));
    }
  }

  /**
   * The files that some paths mean, in their order, those of a folder by name.
   *
   * @param specs whether files of cases are meant, or those of rules
   */
  static List<Path> files(List<Path> paths, boolean specs) {
    List<Path> files = new ArrayList<>();
    for (Path path : paths) {
      if (!Files.isDirectory(path)) {
        files.add(path);
        continue;
      }
      try (Stream<Path> inside = Files.list(path)) {
        inside
            .filter(file -> file.toString().endsWith(".yaml"))
            .filter(file -> file.toString().endsWith(SPEC_SUFFIX) == specs)
            .sorted()
            .forEach(files::add);
      } catch (IOException e) {
        throw CommandException.badInput(path + ": cannot be read: " + e.getMessage());
      }
    }
    if (files.isEmpty()) {
      throw CommandException.badInput(
          "there is no file that ends in " + (specs ? SPEC_SUFFIX : ".yaml"));
    }
    return files;
  }

  /** A file's text. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw CommandException.badInput(file + ": no such file; check the path");
    } catch (CharacterCodingException e) {
      throw CommandException.badInput(file + ": not UTF-8 text; save the file as UTF-8");
    } catch (IOException e) {
      throw CommandException.badInput(file + ": cannot be read: " + e.getMessage());
    }
  }
}
