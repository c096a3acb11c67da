package io.watchlake.app.template;

import java.util.ArrayList;
import java.util.List;

/** What stands between double braces, in words. */
final class Tokens {

  /** What kind of word. */
  enum Kind {
    /** Plain text between actions. */
    TEXT,
    OPEN,
    CLOSE,
    /** A field with the dot before it. */
    FIELD,
    DOT,
    /** A variable with the dollar before it. */
    VARIABLE,
    NAME,
    STRING,
    NUMBER,
    PIPE,
    LEFT,
    RIGHT,
    DECLARE,
    ASSIGN,
    COMMA,
    END
  }

  /**
   * A word.
   *
   * @param glued whether it follows the word before it without a space
   */
  record Token(Kind kind, String text, Place place, boolean glued) {}

  private final String name;
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int lineStart;
  private boolean glued;

  private Tokens(String name, String text) {
    this.name = name;
    this.text = text;
  }

  static List<Token> of(String name, String text) throws TemplateException {
    Tokens tokens = new Tokens(name, text);
    tokens.read();
    return tokens.tokens;
  }

  private void read() throws TemplateException {
    boolean trim = false;
    while (at < text.length()) {
      int open = text.indexOf("{{", at);
      String plain = text.substring(at, open < 0 ? text.length() : open);
      Place place = place();
      boolean trimEnd = open >= 0 && text.startsWith("{{- ", open);
      String kept = trim ? plain.stripLeading() : plain;
      kept = trimEnd ? kept.stripTrailing() : kept;
      if (!kept.isEmpty()) {
        tokens.add(new Token(Kind.TEXT, kept, place, false));
      }
      advance(plain.length());
      if (open < 0) {
        break;
      }
      trim = action(trimEnd);
    }
    tokens.add(new Token(Kind.END, "", place(), false));
  }

  /** Reads an action; says whether the white space behind it goes. */
  private boolean action(boolean trimmed) throws TemplateException {
    Place begin = place();
    advance(trimmed ? 3 : 2);
    skipSpace();
    if (text.startsWith("/*", at)) {
      return comment(begin);
    }
    tokens.add(new Token(Kind.OPEN, "{{", begin, false));
    while (true) {
      glued = !skipSpace();
      if (at >= text.length()) {
        throw new TemplateException(name, begin, "'{{' without '}}'");
      }
      if (text.startsWith("}}", at)) {
        add(Kind.CLOSE, 2);
        return false;
      }
      if (text.startsWith("-}}", at) && !glued) {
        add(Kind.CLOSE, 3);
        return true;
      }
      word();
    }
  }

  private boolean comment(Place begin) throws TemplateException {
    int end = text.indexOf("*/", at);
    if (end < 0) {
      throw new TemplateException(name, begin, "'/*' without '*/'");
    }
    advance(end + 2 - at);
    skipSpace();
    if (text.startsWith("-}}", at)) {
      advance(3);
      return true;
    }
    if (!text.startsWith("}}", at)) {
      throw new TemplateException(name, begin, "a comment is alone between '{{' and '}}'");
    }
    advance(2);
    return false;
  }

  private void word() throws TemplateException {
    char c = text.charAt(at);
    switch (c) {
      case '|' -> add(Kind.PIPE, 1);
      case '(' -> add(Kind.LEFT, 1);
      case ')' -> add(Kind.RIGHT, 1);
      case ',' -> add(Kind.COMMA, 1);
      case '=' -> add(Kind.ASSIGN, 1);
      case '"', '`' -> string(c);
      case '$' -> add(Kind.VARIABLE, 1 + nameLength(at + 1));
      case '.' -> {
        int length = nameLength(at + 1);
        add(length == 0 ? Kind.DOT : Kind.FIELD, 1 + length);
      }
      case ':' -> {
        if (!text.startsWith(":=", at)) {
          throw unexpected(c);
        }
        add(Kind.DECLARE, 2);
      }
      default -> {
        int length = nameLength(at);
        if (length > 0) {
          add(Kind.NAME, length);
        } else {
          number(c);
        }
      }
    }
  }

  private void number(char c) throws TemplateException {
    int end = at + (c == '-' || c == '+' ? 1 : 0);
    int digits = end;
    while (end < text.length()
        && (Character.isDigit(text.charAt(end)) || text.charAt(end) == '.')) {
      end++;
    }
    if (end == digits) {
      throw unexpected(c);
    }
    add(Kind.NUMBER, end - at);
  }

  private void string(char quote) throws TemplateException {
    Place begin = place();
    StringBuilder value = new StringBuilder();
    int end = at + 1;
    while (true) {
      if (end >= text.length() || (quote == '"' && text.charAt(end) == '\n')) {
        throw new TemplateException(name, begin, "a text without its closing " + quote);
      }
      char c = text.charAt(end);
      if (c == quote) {
        break;
      }
      if (c == '\\' && quote == '"' && end + 1 < text.length()) {
        end++;
        value.append(escaped(text.charAt(end)));
      } else {
        value.append(c);
      }
      end++;
    }
    tokens.add(new Token(Kind.STRING, value.toString(), begin, glued));
    advance(end + 1 - at);
  }

  private char escaped(char c) throws TemplateException {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\' -> c;
      default ->
          throw new TemplateException(
              name, place(), "'\\" + c + "' means nothing; known are \\n \\t \\r \\\" \\\\");
    };
  }

  private int nameLength(int from) {
    int end = from;
    while (end < text.length()
        && (Character.isLetter(text.charAt(end))
            || text.charAt(end) == '_'
            || (end > from && Character.isDigit(text.charAt(end))))) {
      end++;
    }
    return end - from;
  }

  private TemplateException unexpected(char c) {
    return new TemplateException(name, place(), "'" + c + "' does not belong here");
  }

  private void add(Kind kind, int length) {
    tokens.add(new Token(kind, text.substring(at, at + length), place(), glued));
    advance(length);
  }

  /** Says whether there was any. */
  private boolean skipSpace() {
    int begin = at;
    while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
      advance(1);
    }
    return at > begin;
  }

  private void advance(int length) {
    for (int i = 0; i < length; i++) {
      if (text.charAt(at++) == '\n') {
        line++;
        lineStart = at;
      }
    }
  }

  private Place place() {
    return new Place(line, at - lineStart + 1);
  }
}
