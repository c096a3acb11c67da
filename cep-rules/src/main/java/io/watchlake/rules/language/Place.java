package io.watchlake.rules.language;

import java.util.List;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Where in a file something is read.
 *
 * @param file the file, as it was named
 * @param path the key, dots between names
 * @param problems where problems go
 */
record Place(String file, String path, List<RuleProblem> problems) {

  Place child(String name) {
    return new Place(file, path.isEmpty() ? name : path + '.' + name, problems);
  }

  Place item(int index) {
    return new Place(file, path + '[' + index + ']', problems);
  }

  void error(Node at, String message, String advice) {
    error(at, 0, message, advice);
  }

  /**
   * Tells of a problem inside a scalar on one line.
   *
   * @param offset how many characters after the node's beginning
   */
  void error(Node at, int offset, String message, String advice) {
    problems.add(
        new RuleProblem(
            file,
            at.getStartMark().map(Mark::getLine).orElse(-1) + 1,
            at.getStartMark().map(Mark::getColumn).orElse(-1) + 1 + offset,
            path,
            message,
            advice));
  }
}
