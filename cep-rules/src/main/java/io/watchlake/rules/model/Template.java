package io.watchlake.rules.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with places to fill in: {@code {{ $labels.service }}}, {@code {{ $externalLabels.site }}},
 * {@code {{ $value }}} and {@code {{ $threshold }}}, each with {@code | humanize}, {@code |
 * humanizePercentage}, {@code | humanizeDuration} or {@code | printf "%.2f"} after it. Checked when
 * it is read, so that no alert fails on it later.
 */
public final class Template {

  private static final Pattern PLACE = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?\\}\\}");
  private static final Pattern EXPRESSION =
      Pattern.compile(
          "\\$(?:(labels|externalLabels)\\.([a-zA-Z_][a-zA-Z0-9_.]*)|(value|threshold))"
              + "(?:\\s*\\|\\s*(humanize|humanizePercentage|humanizeDuration"
              + "|printf\\s+\"(%(?:\\.[0-9])?[fegs]%{0,2})\"))?");

  /** A part of a template: plain text, or a place to fill in. */
  private record Part(
      String text, @Nullable String source, @Nullable String label, @Nullable String format) {}

  /**
   * What a template is filled with.
   *
   * @param labels of the alert
   * @param externalLabels of the installation
   * @param value NaN for none
   * @param threshold NaN for none
   */
  public record Values(
      Map<String, String> labels,
      Map<String, String> externalLabels,
      double value,
      double threshold) {}

  private final String text;
  private final List<Part> parts;

  private Template(String text, List<Part> parts) {
    this.text = text;
    this.parts = parts;
  }

  /**
   * Reads a template.
   *
   * @throws IllegalArgumentException which says what is wrong
   */
  public static Template parse(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher places = PLACE.matcher(text);
    int end = 0;
    while (places.find()) {
      plain(text.substring(end, places.start()), parts);
      Matcher expression = EXPRESSION.matcher(places.group(1));
      if (!expression.matches()) {
        throw new IllegalArgumentException(
            "'" + places.group() + "' is not a place that can be filled in");
      }
      String source = expression.group(1) == null ? expression.group(3) : expression.group(1);
      String format = expression.group(5) == null ? expression.group(4) : expression.group(5);
      parts.add(new Part("", source, expression.group(2), format));
      end = places.end();
    }
    plain(text.substring(end), parts);
    return new Template(text, List.copyOf(parts));
  }

  private static void plain(String text, List<Part> parts) {
    if (text.contains("{{") || text.contains("}}")) {
      throw new IllegalArgumentException("'{{' and '}}' do not belong together");
    }
    if (!text.isEmpty()) {
      parts.add(new Part(text, null, null, null));
    }
  }

  /** The text with everything filled in; a label that is not there is empty. */
  public String fill(Values values) {
    StringBuilder filled = new StringBuilder();
    for (Part part : parts) {
      if (part.source() == null) {
        filled.append(part.text());
      } else if (part.label() != null) {
        Map<String, String> labels =
            part.source().equals("labels") ? values.labels() : values.externalLabels();
        filled.append(shown(labels.getOrDefault(part.label(), ""), part.format()));
      } else {
        double number = part.source().equals("value") ? values.value() : values.threshold();
        filled.append(NumberText.show(number, part.format()));
      }
    }
    return filled.toString();
  }

  private static String shown(String label, @Nullable String format) {
    if (format == null || format.equals("%s")) {
      return label;
    }
    try {
      return NumberText.show(Double.parseDouble(label), format);
    } catch (NumberFormatException notANumber) {
      return label;
    }
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
