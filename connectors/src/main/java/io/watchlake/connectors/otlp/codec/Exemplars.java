package io.watchlake.connectors.otlp.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Comparator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A few exemplars out of many, as the JSON arrays that the model keeps: those of the largest
 * values, of equal values the newest. Each is there once. The choice does not depend on the order
 * or grouping in which it is made.
 */
public final class Exemplars {

  private static final JsonFactory FACTORY = new JsonFactory();

  private static final Comparator<Exemplar> ORDER =
      Comparator.comparingDouble(Exemplar::value)
          .thenComparingDouble(Exemplar::time)
          .reversed()
          .thenComparing(Exemplar::json);

  private Exemplars() {}

  private record Exemplar(double value, double time, String json) {}

  /**
   * The chosen ones of both.
   *
   * @param one a JSON array of exemplars; null where there are none
   * @param other another
   * @param limit how many at most, at least 1
   * @return a JSON array; null where there are none
   */
  public static @Nullable String largest(@Nullable String one, @Nullable String other, int limit) {
    if (one == null && other == null) {
      return null;
    }
    TreeSet<Exemplar> sorted = new TreeSet<>(ORDER);
    read(one, sorted);
    read(other, sorted);
    if (sorted.isEmpty()) {
      return null;
    }
    return sorted.stream()
        .limit(limit)
        .map(Exemplar::json)
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static void read(@Nullable String array, Set<Exemplar> into) {
    if (array == null) {
      return;
    }
    try (JsonParser parser = FACTORY.createParser(array)) {
      if (parser.nextToken() != JsonToken.START_ARRAY) {
        throw new IllegalArgumentException("exemplars that are no array");
      }
      while (parser.nextToken() == JsonToken.START_OBJECT) {
        into.add(read(array, parser));
      }
    } catch (IOException e) {
      throw new IllegalArgumentException("exemplars that are no JSON", e);
    }
  }

  private static Exemplar read(String array, JsonParser parser) throws IOException {
    int from = (int) parser.currentTokenLocation().getCharOffset();
    double value = Double.NEGATIVE_INFINITY;
    double time = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "value" -> value = number(parser);
        case "time_unix_nano" -> time = number(parser);
        default -> parser.skipChildren();
      }
    }
    int to = (int) parser.currentLocation().getCharOffset();
    return new Exemplar(value, time, array.substring(from, to));
  }

  /** NaN comes behind all numbers: it tells nothing. */
  private static double number(JsonParser parser) throws IOException {
    double number = Double.parseDouble(parser.getText());
    return Double.isNaN(number) ? Double.NEGATIVE_INFINITY : number;
  }
}
