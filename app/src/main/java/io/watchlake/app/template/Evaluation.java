package io.watchlake.app.template;

import io.watchlake.app.template.Node.Expression;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fills in a template once. */
final class Evaluation {

  private static final int MAX_CHARS = 1024 * 1024;
  private static final int MAX_DEPTH = 100;

  private final String name;
  private final Map<String, List<Node>> defined;
  private final Escaping escaping;
  private final StringBuilder out = new StringBuilder();
  private int depth;

  Evaluation(String name, Map<String, List<Node>> defined, Escaping escaping) {
    this.name = name;
    this.defined = defined;
    this.escaping = escaping;
  }

  String run(List<Node> body, Object data) throws TemplateException {
    Map<String, Object> variables = new HashMap<>();
    variables.put("$", data);
    body(body, data, variables);
    return out.toString();
  }

  /** Variables that a body declares end with it; those of outside it may change. */
  private void body(List<Node> nodes, Object dot, Map<String, Object> outer)
      throws TemplateException {
    Map<String, Object> variables = new HashMap<>(outer);
    List<String> declared = new ArrayList<>();
    for (Node node : nodes) {
      node(node, dot, variables, declared);
    }
    declared.forEach(variables::remove);
    outer.replaceAll((variable, value) -> variables.getOrDefault(variable, value));
  }

  private void node(Node node, Object dot, Map<String, Object> variables, List<String> declared)
      throws TemplateException {
    if (node instanceof Node.Text text) {
      add(text.text(), new Place(1, 1));
    } else if (node instanceof Node.Output output) {
      add(
          escaping.apply(Values.shown(value(output.value(), dot, variables))),
          output.value().place());
    } else if (node instanceof Node.Assign assign) {
      variables.put(assign.variable(), value(assign.value(), dot, variables));
      if (assign.declares()) {
        declared.add(assign.variable());
      }
    } else if (node instanceof Node.If block) {
      boolean holds = Values.isTrue(value(block.condition(), dot, variables));
      body(holds ? block.then() : block.otherwise(), dot, variables);
    } else if (node instanceof Node.With block) {
      with(block, dot, variables);
    } else if (node instanceof Node.Range block) {
      range(block, dot, variables);
    } else if (node instanceof Node.Call call) {
      call(call, dot, variables);
    }
  }

  private void with(Node.With block, Object dot, Map<String, Object> variables)
      throws TemplateException {
    Object value = value(block.value(), dot, variables);
    if (!Values.isTrue(value)) {
      body(block.otherwise(), dot, variables);
      return;
    }
    Map<String, Object> inner = new HashMap<>(variables);
    if (block.variable() != null) {
      inner.put(block.variable(), value);
    }
    body(block.body(), value, inner);
    if (block.variable() != null) {
      inner.remove(block.variable());
    }
    variables.replaceAll((variable, before) -> inner.getOrDefault(variable, before));
  }

  private void range(Node.Range block, Object dot, Map<String, Object> variables)
      throws TemplateException {
    Object items = value(block.items(), dot, variables);
    boolean any = false;
    Map<String, Object> inner = new HashMap<>(variables);
    if (items instanceof Map<?, ?> map) {
      for (Map.Entry<?, ?> entry : new TreeMap<>(map).entrySet()) {
        any = true;
        item(block, entry.getKey(), entry.getValue(), inner);
      }
    } else {
      long place = 0;
      for (Object item : list(items, block.items().place())) {
        any = true;
        item(block, place++, item, inner);
      }
    }
    if (!any) {
      body(block.otherwise(), dot, variables);
    }
    if (block.key() != null) {
      inner.remove(block.key());
    }
    if (block.item() != null) {
      inner.remove(block.item());
    }
    variables.replaceAll((variable, value) -> inner.getOrDefault(variable, value));
  }

  private void item(Node.Range block, Object key, Object item, Map<String, Object> inner)
      throws TemplateException {
    if (block.key() != null) {
      inner.put(block.key(), key);
    }
    if (block.item() != null) {
      inner.put(block.item(), item);
    }
    body(block.body(), item, inner);
  }

  private Iterable<?> list(Object items, Place place) throws TemplateException {
    if (items instanceof Collection<?> list) {
      return list;
    }
    Iterable<Object> list = items instanceof Fields fields ? fields.items() : null;
    if (list == null) {
      throw new TemplateException(name, place, "'" + Values.shown(items) + "' is not a list");
    }
    return list;
  }

  private void call(Node.Call call, Object dot, Map<String, Object> variables)
      throws TemplateException {
    if (++depth > MAX_DEPTH) {
      throw new TemplateException(name, call.place(), "templates that call each other without end");
    }
    Object value = call.value() == null ? "" : value(call.value(), dot, variables);
    Map<String, Object> own = new HashMap<>();
    own.put("$", value);
    body(defined.getOrDefault(call.name(), List.of()), value, own);
    depth--;
  }

  private Object value(Expression expression, Object dot, Map<String, Object> variables)
      throws TemplateException {
    if (expression instanceof Node.Literal literal) {
      return literal.value();
    }
    if (expression instanceof Node.Path path) {
      Object start = path.variable() == null ? dot : variable(path, variables);
      return fields(start, path.fields(), path.place());
    }
    if (expression instanceof Node.FieldsOf of) {
      return fields(value(of.value(), dot, variables), of.fields(), of.place());
    }
    return function((Node.Function) expression, dot, variables);
  }

  private Object variable(Node.Path path, Map<String, Object> variables) throws TemplateException {
    Object value = variables.get(path.variable());
    if (value == null) {
      throw new TemplateException(name, path.place(), path.variable() + " has no value here");
    }
    return value;
  }

  private Object function(Node.Function function, Object dot, Map<String, Object> variables)
      throws TemplateException {
    boolean and = function.name().equals("and");
    boolean or = function.name().equals("or");
    List<Object> arguments = new ArrayList<>();
    for (Expression argument : function.arguments()) {
      Object value = value(argument, dot, variables);
      arguments.add(value);
      if ((and && !Values.isTrue(value)) || (or && Values.isTrue(value))) {
        return value;
      }
    }
    try {
      return Functions.call(function.name(), arguments);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new TemplateException(
          name, function.place(), function.name() + ": " + said(e.getMessage()));
    }
  }

  private static String said(@Nullable String message) {
    return message == null ? "not possible" : message.lines().findFirst().orElse("");
  }

  private Object fields(Object start, List<String> names, Place place) throws TemplateException {
    Object value = start;
    for (String field : names) {
      value = field(value, field, place);
    }
    return value;
  }

  private Object field(Object of, String field, Place place) throws TemplateException {
    if (of instanceof Fields fields) {
      if (!fields.has(field)) {
        throw new TemplateException(
            name, place, "there is no ." + field + " here; there are " + fields.names());
      }
      return fields.get(field);
    }
    if (of instanceof Map<?, ?> map) {
      Object found = map.get(field);
      if (found == null && field.equals("SortedPairs")) {
        return pairs(new TreeMap<>(map));
      }
      if (found == null && field.equals("Names")) {
        return List.copyOf(new TreeMap<>(map).keySet());
      }
      if (found == null && field.equals("Values")) {
        return List.copyOf(new TreeMap<>(map).values());
      }
      return found == null ? "" : found;
    }
    throw new TemplateException(name, place, "'" + Values.shown(of) + "' has no ." + field);
  }

  private static Fields pairs(Map<?, ?> sorted) {
    List<Object> pairs = new ArrayList<>();
    sorted.forEach(
        (label, value) -> pairs.add(Fields.of(Map.of("Name", () -> label, "Value", () -> value))));
    return Fields.ofList(
        Map.of(
            "Names", () -> List.copyOf(sorted.keySet()),
            "Values", () -> List.copyOf(sorted.values())),
        pairs);
  }

  private void add(String text, Place place) throws TemplateException {
    if (out.length() + text.length() > MAX_CHARS) {
      throw new TemplateException(name, place, "the text is longer than " + MAX_CHARS);
    }
    out.append(text);
  }
}
