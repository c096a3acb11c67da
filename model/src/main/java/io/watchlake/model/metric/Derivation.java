package io.watchlake.model.metric;

import io.watchlake.model.formula.FormulaException;
import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.formula.GroupedFormula;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A metric that is computed from others, a minute at a time.
 *
 * @param name name of the metric that comes out
 * @param unit its unit, as UCUM writes it; empty for none
 * @param description what it means; may be empty
 * @param text the formula as it was written
 * @param formula the formula
 * @param labels labels that every series of it gets besides those it is grouped by
 */
public record Derivation(
    String name,
    String unit,
    String description,
    String text,
    GroupedFormula formula,
    Map<String, String> labels) {

  private static final Pattern NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.]{0,254}");

  /**
   * @throws IllegalArgumentException if the name is no metric's name
   */
  public Derivation {
    checkName(name);
    labels = Map.copyOf(labels);
  }

  /**
   * Reads the formula.
   *
   * @throws FormulaException if the formula is none
   * @throws IllegalArgumentException if the name is no metric's name
   */
  public static Derivation of(
      String name, String unit, String description, String text, Map<String, String> labels)
      throws FormulaException {
    return new Derivation(name, unit, description, text, FormulaParser.parse(text), labels);
  }

  /**
   * Reads a formula that was read before.
   *
   * @throws IllegalArgumentException if the formula or the name is none after all
   */
  public static Derivation read(
      String name, String unit, String description, String text, Map<String, String> labels) {
    try {
      return of(name, unit, description, text, labels);
    } catch (FormulaException e) {
      throw new IllegalArgumentException("formula of " + name + ", " + e.getMessage(), e);
    }
  }

  /**
   * Refuses what is no metric's name.
   *
   * @throws IllegalArgumentException which says what a name is
   */
  public static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a metric's name: up to 255 letters, digits, '_' and '.', beginning with a"
              + " letter or '_'");
    }
  }

  /**
   * Names this definition and no other: 16 hex digits of a hash over all that decides its values.
   * It is kept as the version of the scope of every series that comes out, so that a figure can be
   * traced to what computed it.
   */
  public String version() {
    MessageDigest sha256;
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    StringBuilder content = new StringBuilder();
    part(content, name);
    part(content, unit);
    part(content, text.strip());
    new TreeMap<>(labels)
        .forEach(
            (label, value) -> {
              part(content, label);
              part(content, value);
            });
    byte[] digest = sha256.digest(content.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, 8);
  }

  private static void part(StringBuilder into, String text) {
    into.append(text.length()).append(':').append(text);
  }
}
