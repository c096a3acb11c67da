package io.watchlake.alerting.route;

import io.watchlake.alerting.Matchers;
import io.watchlake.alerting.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routing tree. An alert goes down from the root into the first child that matches, and into
 * those after it as long as what matched says {@code continue}; where no child matches, the node
 * itself takes it.
 */
public final class RoutingTree {

  private final Branch root;
  private final Map<String, RouteNode> byId = new HashMap<>();

  /** A node, the route it was made of, and what is below. */
  private record Branch(RouteNode node, Route route, List<Branch> children) {}

  /**
   * A step on an alert's way.
   *
   * @param depth 0 at the root
   * @param matchers what was asked
   * @param matched whether the alert has it
   * @param taken whether the alert ends here
   */
  public record Step(int depth, String matchers, boolean matched, boolean taken, RouteNode node) {}

  /** The tree below a root. */
  public RoutingTree(Route route) {
    root = branch(route, null);
  }

  private Branch branch(Route route, @Nullable RouteNode parent) {
    RouteNode node = RouteNode.of(route, parent);
    byId.putIfAbsent(node.id(), node);
    List<Branch> children = new ArrayList<>();
    for (Route child : route.routes()) {
      children.add(branch(child, node));
    }
    return new Branch(node, route, children);
  }

  /** The nodes that take an alert, in the order of the tree; at least one. */
  public List<RouteNode> match(Map<String, String> labels) {
    return explain(labels).stream().filter(Step::taken).map(Step::node).toList();
  }

  /** The node of an id; null where there is none any more. */
  public @Nullable RouteNode node(String id) {
    return byId.get(id);
  }

  /** An alert's way through the tree: every node that was asked, in the order of asking. */
  public List<Step> explain(Map<String, String> labels) {
    List<Step> steps = new ArrayList<>();
    visit(root, 0, labels, steps);
    return steps;
  }

  private static boolean visit(
      Branch branch, int depth, Map<String, String> labels, List<Step> steps) {
    boolean matched = Matchers.all(branch.route().matchers(), labels);
    int place = steps.size();
    steps.add(step(branch, depth, matched, false));
    if (!matched) {
      return false;
    }
    boolean below = false;
    for (Branch child : branch.children()) {
      boolean took = visit(child, depth + 1, labels, steps);
      below |= took;
      if (took && !child.route().goesOn()) {
        break;
      }
    }
    steps.set(place, step(branch, depth, true, !below));
    return true;
  }

  private static Step step(Branch branch, int depth, boolean matched, boolean taken) {
    return new Step(depth, Matchers.show(branch.route().matchers()), matched, taken, branch.node());
  }
}
