package io.watchlake.app.template;

import io.watchlake.app.template.Node.Expression;
import io.watchlake.app.template.Tokens.Kind;
import io.watchlake.app.template.Tokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a template. */
final class Parser {

  private static final Set<String> ENDS = Set.of("end", "else");

  private final String name;
  private final List<Token> tokens;
  private final Map<String, List<Node>> defined = new HashMap<>();
  private final Set<String> variables = new HashSet<>(Set.of("$"));
  private int at;

  private Parser(String name, List<Token> tokens) {
    this.name = name;
    this.tokens = tokens;
  }

  /**
   * What a template says.
   *
   * @param body what is filled in
   * @param defined other templates that it defines, by name
   */
  record Parsed(List<Node> body, Map<String, List<Node>> defined) {}

  static Parsed parse(String name, String text) throws TemplateException {
    Parser parser = new Parser(name, Tokens.of(name, text));
    List<Node> body = parser.body();
    if (parser.peek().kind() != Kind.END) {
      Token stray = parser.tokens.get(parser.at + 1);
      throw parser.error(stray, "'" + stray.text() + "' without a block to end");
    }
    parser.checkCalls(body);
    for (List<Node> other : parser.defined.values()) {
      parser.checkCalls(other);
    }
    return new Parsed(body, parser.defined);
  }

  /** Nodes until the end of the text, or until an action that ends or divides a block. */
  private List<Node> body() throws TemplateException {
    List<Node> nodes = new ArrayList<>();
    while (peek().kind() != Kind.END) {
      Token token = peek();
      if (token.kind() == Kind.TEXT) {
        at++;
        nodes.add(new Node.Text(token.text()));
      } else if (ENDS.contains(tokens.get(at + 1).text())
          && tokens.get(at + 1).kind() == Kind.NAME) {
        return nodes;
      } else {
        at++;
        Node node = action();
        if (node != null) {
          nodes.add(node);
        }
      }
    }
    return nodes;
  }

  private @Nullable Node action() throws TemplateException {
    Token first = peek();
    if (first.kind() == Kind.NAME) {
      switch (first.text()) {
        case "if" -> {
          at++;
          return condition();
        }
        case "range" -> {
          at++;
          return range(first);
        }
        case "with" -> {
          at++;
          return with(first);
        }
        case "define" -> {
          at++;
          define(first);
          return null;
        }
        case "template" -> {
          at++;
          return call();
        }
        default -> {
          // A function or a value.
        }
      }
    }
    if (first.kind() == Kind.VARIABLE) {
      Kind next = tokens.get(at + 1).kind();
      if (next == Kind.DECLARE || next == Kind.ASSIGN) {
        at += 2;
        if (next == Kind.ASSIGN) {
          known(first);
        }
        Expression value = pipeline();
        variables.add(first.text());
        close();
        return new Node.Assign(first.text(), next == Kind.DECLARE, value);
      }
    }
    Expression value = pipeline();
    close();
    return new Node.Output(value);
  }

  private Node condition() throws TemplateException {
    Token begin = peek();
    Expression condition = pipeline();
    close();
    List<Node> then = body();
    List<Node> otherwise = List.of();
    if (isNext("else")) {
      at += 2;
      if (peek().kind() == Kind.NAME && peek().text().equals("if")) {
        at++;
        return new Node.If(condition, then, List.of(condition()));
      }
      close();
      otherwise = body();
    }
    end(begin, "if");
    return new Node.If(condition, then, otherwise);
  }

  private Node range(Token begin) throws TemplateException {
    String key = null;
    String item = null;
    if (peek().kind() == Kind.VARIABLE) {
      Kind second = tokens.get(at + 1).kind();
      if (second == Kind.DECLARE) {
        item = next().text();
        at++;
      } else if (second == Kind.COMMA) {
        key = next().text();
        at++;
        item = expect(Kind.VARIABLE, "a variable").text();
        expect(Kind.DECLARE, "':='");
      }
    }
    Expression items = pipeline();
    close();
    if (key != null) {
      variables.add(key);
    }
    if (item != null) {
      variables.add(item);
    }
    List<Node> body = body();
    List<Node> otherwise = otherwise();
    end(begin, "range");
    return new Node.Range(key, item, items, body, otherwise);
  }

  private Node with(Token begin) throws TemplateException {
    String variable = null;
    if (peek().kind() == Kind.VARIABLE && tokens.get(at + 1).kind() == Kind.DECLARE) {
      variable = next().text();
      at++;
    }
    Expression value = pipeline();
    close();
    if (variable != null) {
      variables.add(variable);
    }
    List<Node> body = body();
    List<Node> otherwise = otherwise();
    end(begin, "with");
    return new Node.With(variable, value, body, otherwise);
  }

  private List<Node> otherwise() throws TemplateException {
    if (!isNext("else")) {
      return List.of();
    }
    at += 2;
    close();
    return body();
  }

  private void define(Token begin) throws TemplateException {
    String defines = expect(Kind.STRING, "the template's name in quotes").text();
    close();
    List<Node> body = body();
    end(begin, "define");
    defined.put(defines, body);
  }

  private Node call() throws TemplateException {
    Token called = expect(Kind.STRING, "the template's name in quotes");
    Expression value = peek().kind() == Kind.CLOSE ? null : pipeline();
    close();
    return new Node.Call(called.place(), called.text(), value);
  }

  /** Every template that is called must be there. */
  private void checkCalls(List<Node> nodes) throws TemplateException {
    for (Node node : nodes) {
      if (node instanceof Node.Call call && !defined.containsKey(call.name())) {
        throw new TemplateException(
            name, call.place(), "there is no template '" + call.name() + "' in this file");
      } else if (node instanceof Node.If block) {
        checkCalls(block.then());
        checkCalls(block.otherwise());
      } else if (node instanceof Node.Range block) {
        checkCalls(block.body());
        checkCalls(block.otherwise());
      } else if (node instanceof Node.With block) {
        checkCalls(block.body());
        checkCalls(block.otherwise());
      }
    }
  }

  private Expression pipeline() throws TemplateException {
    Expression value = command(null);
    while (peek().kind() == Kind.PIPE) {
      at++;
      value = command(value);
    }
    return value;
  }

  /** A value, or a function with its arguments, the last of which may come through a pipe. */
  private Expression command(@Nullable Expression piped) throws TemplateException {
    Token first = peek();
    if (first.kind() == Kind.NAME && !isWord(first)) {
      at++;
      if (!Functions.has(first.text())) {
        throw error(
            first, "there is no function '" + first.text() + "'; there are " + Functions.names());
      }
      List<Expression> arguments = new ArrayList<>();
      while (startsOperand(peek())) {
        arguments.add(operand());
      }
      if (piped != null) {
        arguments.add(piped);
      }
      try {
        Functions.checkCount(first.text(), arguments.size());
      } catch (IllegalArgumentException e) {
        throw error(first, String.valueOf(e.getMessage()));
      }
      return new Node.Function(first.place(), first.text(), arguments);
    }
    if (piped != null) {
      throw error(first, "a function belongs behind '|'");
    }
    Expression value = operand();
    if (startsOperand(peek())) {
      throw error(peek(), "a value takes no arguments");
    }
    return value;
  }

  private static boolean isWord(Token token) {
    return token.text().equals("true") || token.text().equals("false");
  }

  private static boolean startsOperand(Token token) {
    return switch (token.kind()) {
      case FIELD, DOT, VARIABLE, STRING, NUMBER, LEFT, NAME -> true;
      default -> false;
    };
  }

  private Expression operand() throws TemplateException {
    Token token = next();
    return switch (token.kind()) {
      case STRING -> new Node.Literal(token.place(), token.text());
      case NUMBER -> new Node.Literal(token.place(), number(token));
      case DOT -> new Node.Path(token.place(), null, List.of());
      case FIELD -> new Node.Path(token.place(), null, fields(token.text().substring(1)));
      case VARIABLE -> {
        known(token);
        yield new Node.Path(token.place(), token.text(), fields(null));
      }
      case LEFT -> {
        Expression inner = pipeline();
        expect(Kind.RIGHT, "')'");
        List<String> fields = fields(null);
        yield fields.isEmpty() ? inner : new Node.FieldsOf(token.place(), inner, fields);
      }
      case NAME -> {
        if (isWord(token)) {
          yield new Node.Literal(token.place(), token.text().equals("true"));
        }
        throw error(token, "put '" + token.text() + "' and its arguments in brackets");
      }
      default ->
          throw error(
              token,
              token.kind() == Kind.CLOSE
                  ? "a value is missing"
                  : "'" + token.text() + "' where a value belongs");
    };
  }

  private List<String> fields(@Nullable String first) {
    List<String> fields = new ArrayList<>();
    if (first != null) {
      fields.add(first);
    }
    while (peek().kind() == Kind.FIELD && peek().glued()) {
      fields.add(next().text().substring(1));
    }
    return fields;
  }

  private Object number(Token token) throws TemplateException {
    try {
      if (token.text().contains(".")) {
        return Double.parseDouble(token.text());
      }
      return Long.parseLong(token.text());
    } catch (NumberFormatException e) {
      throw error(token, "'" + token.text() + "' is not a number");
    }
  }

  private void known(Token variable) throws TemplateException {
    if (!variables.contains(variable.text())) {
      throw error(variable, "there is no variable " + variable.text());
    }
  }

  private boolean isNext(String word) {
    return peek().kind() == Kind.OPEN
        && tokens.get(at + 1).kind() == Kind.NAME
        && tokens.get(at + 1).text().equals(word);
  }

  private void end(Token begin, String block) throws TemplateException {
    if (!isNext("end")) {
      throw error(begin, "'" + block + "' without '{{ end }}'");
    }
    at += 2;
    close();
  }

  private void close() throws TemplateException {
    expect(Kind.CLOSE, "'}}'");
  }

  private Token expect(Kind kind, String what) throws TemplateException {
    Token token = next();
    if (token.kind() != kind) {
      throw error(
          token,
          what + " belongs here" + (token.text().isEmpty() ? "" : ", not '" + token.text() + "'"));
    }
    return token;
  }

  private Token peek() {
    return tokens.get(at);
  }

  private Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  private TemplateException error(Token token, String problem) {
    return new TemplateException(name, token.place(), problem);
  }
}
