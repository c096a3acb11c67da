package io.watchlake.rules.language;

import io.watchlake.rules.slo.Slo;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * Files of service level objectives, as Sloth ({@code prometheus/v1}) or OpenSLO ({@code
 * openslo/v1}) writes them.
 *
 * @param slos what was right; all of it only if there are no problems
 * @param problems in the order of the files, and of the lines in them
 */
public record SloFiles(List<Slo> slos, List<RuleProblem> problems) {

  private static final int MOST_DOCUMENTS = 1000;

  /** A file with one of these at its beginning of a line is one of objectives. */
  private static final Pattern OBJECTIVES =
      Pattern.compile("(?m)^(?:apiVersion|slos)\\s*:|^version\\s*:\\s*[\"']?prometheus/");

  private static final String API_VERSION = "apiVersion";

  public SloFiles {
    slos = List.copyOf(slos);
    problems = List.copyOf(problems);
  }

  /**
   * An objective and where it stands.
   *
   * @param node what problems with it are told at
   */
  record Found(Slo slo, Node node, Place place) {}

  /** Whether a text is a file of objectives, right or wrong, and none of rules. */
  public static boolean isOne(String text) {
    return OBJECTIVES.matcher(text).find();
  }

  /** Reads files; those that are none of objectives are passed over. */
  public static SloFiles read(List<RuleFiles.Source> sources) {
    List<RuleProblem> problems = new ArrayList<>();
    List<Slo> slos = new ArrayList<>();
    for (RuleFiles.Source source : sources) {
      if (isOne(source.text())) {
        find(source, problems).forEach(found -> slos.add(found.slo()));
      }
    }
    return new SloFiles(slos, problems);
  }

  /** The objectives of a file of them. */
  static List<Found> find(RuleFiles.Source source, List<RuleProblem> problems) {
    List<Node> documents =
        YamlNodes.documents(source.name(), source.text(), MOST_DOCUMENTS, problems).stream()
            .filter(document -> !YamlNodes.empty(document))
            .toList();
    Place place = new Place(source.name(), "", problems);
    List<Found> found = new ArrayList<>();
    List<Node> openSlo = new ArrayList<>();
    for (Node document : documents) {
      if (hasApiVersion(document)) {
        openSlo.add(document);
      } else {
        found.addAll(new SlothReader(place).read(document));
      }
    }
    found.addAll(new OpenSloReader(place).read(openSlo));
    return found;
  }

  private static boolean hasApiVersion(Node document) {
    return document instanceof MappingNode mapping
        && mapping.getValue().stream()
            .anyMatch(
                tuple ->
                    tuple.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(API_VERSION));
  }
}
