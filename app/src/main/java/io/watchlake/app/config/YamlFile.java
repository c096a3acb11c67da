package io.watchlake.app.config;

import io.watchlake.app.config.Problem.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A YAML file as its node tree, or what is wrong with it as YAML.
 *
 * <p>Tags, anchors and aliases are refused: a configuration needs none, and a few lines of them can
 * stand for gigabytes.
 *
 * @param root the document; null when it is empty or has problems
 * @param problems why it cannot be read
 */
record YamlFile(@Nullable Node root, List<Problem> problems) {

  private static final int MAX_BYTES = 1 << 20;
  private static final int MAX_DEPTH = 32;

  YamlFile {
    problems = List.copyOf(problems);
  }

  static YamlFile read(Path file) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (NoSuchFileException missing) {
      return unreadable(
          "no such file", "check the path, or start from a copy of monitoring.example.yaml");
    } catch (IOException failure) {
      return unreadable(
          Files.isDirectory(file) ? "a folder, not a file" : "cannot be read: " + failure,
          "name a readable YAML file");
    }
    if (bytes.length > MAX_BYTES) {
      return unreadable("larger than 1 MiB", "check that this is the configuration file");
    }
    try {
      return parse(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException notText) {
      return unreadable("not UTF-8 text", "save the file as UTF-8");
    }
  }

  private static YamlFile unreadable(String message, String advice) {
    return new YamlFile(null, List.of(new Problem(Severity.ERROR, 0, 0, "", message, advice)));
  }

  private static YamlFile parse(String text) {
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    try {
      List<Problem> problems = refused(settings, text);
      if (!problems.isEmpty()) {
        return new YamlFile(null, problems);
      }
      Composer composer =
          new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
      return new YamlFile(composer.getSingleNode().orElse(null), List.of());
    } catch (MarkedYamlEngineException syntax) {
      return new YamlFile(null, List.of(syntaxProblem(syntax)));
    } catch (YamlEngineException syntax) {
      return unreadable("not YAML: " + syntax.getMessage(), "correct the file");
    }
  }

  private static Problem syntaxProblem(MarkedYamlEngineException syntax) {
    String message = "not YAML: " + syntax.getProblem();
    String context = syntax.getContext();
    if (context != null && !context.isEmpty()) {
      message += " " + context;
    }
    return problem(
        syntax.getProblemMark().or(syntax::getContextMark),
        message,
        "check indentation, quotes and colons here and in the line above");
  }

  /** What is valid YAML but not taken; the events are read one by one, nothing is built. */
  private static List<Problem> refused(LoadSettings settings, String text) {
    List<Problem> problems = new ArrayList<>();
    ParserImpl events = new ParserImpl(settings, new StreamReader(settings, text));
    int documents = 0;
    int depth = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && ++documents == 2) {
        problems.add(problem(event.getStartMark(), "a second document", "remove it"));
      } else if (event instanceof AliasEvent) {
        problems.add(problem(event.getStartMark(), "an alias", "write the value out"));
      } else if (event instanceof ScalarEvent scalar && scalar.getTag().isPresent()) {
        problems.add(tag(event, scalar.getTag().get()));
      } else if (event instanceof CollectionStartEvent start) {
        if (start.getTag().isPresent()) {
          problems.add(tag(event, start.getTag().get()));
        }
        if (++depth > MAX_DEPTH) {
          problems.add(
              problem(event.getStartMark(), "nested too deep", "check the brackets and braces"));
          return problems;
        }
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return problems;
  }

  private static Problem tag(Event event, String tag) {
    return problem(event.getStartMark(), "the tag " + Yaml.quoted(tag), "remove the tag");
  }

  private static Problem problem(Optional<Mark> mark, String message, String advice) {
    return new Problem(
        Severity.ERROR,
        mark.map(Mark::getLine).orElse(-1) + 1,
        mark.map(Mark::getColumn).orElse(-1) + 1,
        "",
        message,
        advice);
  }
}
