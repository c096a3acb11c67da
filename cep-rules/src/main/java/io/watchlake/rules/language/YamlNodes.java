package io.watchlake.rules.language;

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
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** YAML text as nodes. Tags, anchors and aliases are refused, as in the configuration. */
final class YamlNodes {

  private static final int MAX_CHARACTERS = 1 << 20;
  private static final int MAX_DEPTH = 32;
  private static final int SHOWN = 60;

  private YamlNodes() {}

  /** The document; null if it is empty or no YAML that is taken, after telling why. */
  static @Nullable Node read(String file, String text, List<RuleProblem> problems) {
    List<Node> documents = documents(file, text, 1, problems);
    return documents.isEmpty() ? null : documents.get(0);
  }

  /**
   * The documents; none if the file is empty or no YAML that is taken, after telling why.
   *
   * @param most how many may be there
   */
  static List<Node> documents(String file, String text, int most, List<RuleProblem> problems) {
    if (text.length() > MAX_CHARACTERS) {
      problems.add(
          new RuleProblem(file, 0, 0, "", "larger than 1 MiB", "split it into several files"));
      return List.of();
    }
    LoadSettings settings = LoadSettings.builder().setUseMarks(true).build();
    try {
      List<RuleProblem> refused = refused(file, settings, text, most);
      problems.addAll(refused);
      if (!refused.isEmpty()) {
        return List.of();
      }
      Composer composer =
          new Composer(settings, new ParserImpl(settings, new StreamReader(settings, text)));
      List<Node> documents = new ArrayList<>();
      composer.forEachRemaining(documents::add);
      return documents;
    } catch (MarkedYamlEngineException syntax) {
      String context = syntax.getContext();
      problems.add(
          problem(
              file,
              syntax.getProblemMark().or(syntax::getContextMark),
              "not YAML: "
                  + syntax.getProblem()
                  + (context == null || context.isEmpty() ? "" : " " + context),
              "check indentation, quotes and colons here and in the line above"));
    } catch (YamlEngineException syntax) {
      problems.add(
          new RuleProblem(file, 0, 0, "", "not YAML: " + syntax.getMessage(), "correct the file"));
    }
    return List.of();
  }

  /** What is valid YAML but not taken; nothing is built. */
  private static List<RuleProblem> refused(
      String file, LoadSettings settings, String text, int most) {
    List<RuleProblem> problems = new ArrayList<>();
    ParserImpl events = new ParserImpl(settings, new StreamReader(settings, text));
    int documents = 0;
    int depth = 0;
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent && ++documents == most + 1) {
        String found = most == 1 ? "a second document" : "more than " + most + " documents";
        problems.add(problem(file, event.getStartMark(), found, "remove it"));
      } else if (event instanceof AliasEvent) {
        problems.add(problem(file, event.getStartMark(), "an alias", "write the value out"));
      } else if (event instanceof ScalarEvent scalar && scalar.getTag().isPresent()) {
        problems.add(problem(file, event.getStartMark(), "a tag", "remove the tag"));
      } else if (event instanceof CollectionStartEvent start) {
        if (start.getTag().isPresent()) {
          problems.add(problem(file, event.getStartMark(), "a tag", "remove the tag"));
        }
        if (++depth > MAX_DEPTH) {
          problems.add(
              problem(
                  file, event.getStartMark(), "nested too deep", "check the brackets and braces"));
          return problems;
        }
      } else if (event instanceof CollectionEndEvent) {
        depth--;
      }
    }
    return problems;
  }

  private static RuleProblem problem(
      String file, Optional<Mark> mark, String message, String advice) {
    return new RuleProblem(
        file,
        mark.map(Mark::getLine).orElse(-1) + 1,
        mark.map(Mark::getColumn).orElse(-1) + 1,
        "",
        message,
        advice);
  }

  static boolean empty(Node node) {
    return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.NULL);
  }

  /** What a node is, with its article: {@code a list}. */
  static String kind(Node node) {
    if (node instanceof ScalarNode scalar) {
      Tag tag = scalar.getTag();
      if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
        return "a number";
      }
      if (tag.equals(Tag.BOOL)) {
        return "a boolean";
      }
      return tag.equals(Tag.NULL) ? "nothing" : "text";
    }
    return node instanceof MappingNode ? "a section" : "a list";
  }

  /** Text in quotes, shortened, control characters made visible. */
  static String quoted(String text) {
    return "'" + shown(text) + "'";
  }

  /** Text, shortened, control characters made visible. */
  static String shown(String text) {
    String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    StringBuilder safe = new StringBuilder();
    shown
        .codePoints()
        .forEach(
            point -> {
              if (Character.isISOControl(point)) {
                safe.append(String.format("\\u%04x", point));
              } else {
                safe.appendCodePoint(point);
              }
            });
    return safe.toString();
  }
}
