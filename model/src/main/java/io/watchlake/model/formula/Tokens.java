package io.watchlake.model.formula;

import java.util.ArrayList;
import java.util.List;

/** A formula's words and signs, one after the other. */
final class Tokens {

  /** What a token is. */
  enum Kind {
    NAME,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  /**
   * @param position where it begins, from 1
   * @param text the name, number or sign as written; a text without its quotes and escapes
   */
  record Token(Kind kind, String text, int position) {

    boolean is(String sign) {
      return kind == Kind.SIGN && text.equals(sign);
    }

    boolean isName(String name) {
      return kind == Kind.NAME && text.equals(name);
    }

    String shown() {
      return kind == Kind.END ? "the end" : "'" + text + "'";
    }
  }

  private static final List<String> LONG_SIGNS = List.of("=~", "!~", "!=", "==", ">=", "<=");
  private static final String SHORT_SIGNS = "+-*/(){}[],=<>";

  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int next;

  private Tokens(String text) {
    this.text = text;
  }

  static Tokens of(String text) throws FormulaException {
    Tokens tokens = new Tokens(text);
    tokens.read();
    return tokens;
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The token after {@link #peek}. */
  Token second() {
    return tokens.get(Math.min(next + 1, tokens.size() - 1));
  }

  Token take() {
    Token token = tokens.get(next);
    if (token.kind() != Kind.END) {
      next++;
    }
    return token;
  }

  boolean takeIf(String sign) {
    boolean there = peek().is(sign);
    if (there) {
      next++;
    }
    return there;
  }

  void expect(String sign) throws FormulaException {
    if (!takeIf(sign)) {
      throw new FormulaException(
          peek().position(), "'" + sign + "' is expected, not " + peek().shown());
    }
  }

  private void read() throws FormulaException {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c)) {
        at++;
      } else if (Names.startsName(c)) {
        int end = at + 1;
        while (end < text.length() && Names.continuesName(text.charAt(end))) {
          end++;
        }
        at = add(Kind.NAME, at, end);
      } else if (isDigit(c) || c == '.') {
        at = add(Kind.NUMBER, at, endOfNumber(at));
      } else if (c == '"' || c == '\'') {
        at = quoted(at);
      } else {
        at = add(Kind.SIGN, at, at + signLength(at));
      }
    }
    tokens.add(new Token(Kind.END, "", text.length() + 1));
  }

  private int add(Kind kind, int from, int to) {
    tokens.add(new Token(kind, text.substring(from, to), from + 1));
    return to;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Digits, points and exponents, and the letters of a duration such as 1m. */
  private int endOfNumber(int from) {
    int end = from;
    while (end < text.length()) {
      char c = text.charAt(end);
      boolean sign =
          (c == '+' || c == '-') && end > from && "eE".indexOf(text.charAt(end - 1)) >= 0;
      if (!sign && c != '.' && !Character.isLetterOrDigit(c)) {
        break;
      }
      end++;
    }
    return end;
  }

  private int signLength(int at) throws FormulaException {
    if (at + 1 < text.length() && LONG_SIGNS.contains(text.substring(at, at + 2))) {
      return 2;
    }
    if (SHORT_SIGNS.indexOf(text.charAt(at)) < 0) {
      throw new FormulaException(at + 1, "'" + text.charAt(at) + "' has no meaning here");
    }
    return 1;
  }

  private int quoted(int from) throws FormulaException {
    char quote = text.charAt(from);
    StringBuilder value = new StringBuilder();
    for (int at = from + 1; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        tokens.add(new Token(Kind.TEXT, value.toString(), from + 1));
        return at + 1;
      }
      if (c == '\\') {
        at++;
        if (at == text.length()) {
          break;
        }
        value.append(unescaped(text.charAt(at), at));
      } else {
        value.append(c);
      }
    }
    throw new FormulaException(from + 1, "the quote is not closed");
  }

  private static char unescaped(char c, int at) throws FormulaException {
    return switch (c) {
      case '\\', '"', '\'' -> c;
      case 'n' -> '\n';
      case 't' -> '\t';
      default ->
          throw new FormulaException(
              at + 1, "'\\" + c + "' is no escape: a backslash itself is written '\\\\'");
    };
  }
}
