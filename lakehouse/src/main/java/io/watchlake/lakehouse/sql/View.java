package io.watchlake.lakehouse.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A view, as its resource file defines it: the first comment line says what it shows; {@code --
 * time:} names its column that is time, and how long a bucket is that it is the start of; {@code --
 * passes:} names its columns that equal those of the tables beneath.
 *
 * @param timeColumn null where the view has none
 * @param bucketMicros how much later than the time column a row beneath may be
 */
record View(
    String name,
    String description,
    @Nullable String timeColumn,
    long bucketMicros,
    Set<String> passes,
    String sql) {

  private static final String COMMENT = "-- ";
  private static final Pattern TIME = Pattern.compile("time: (\\w+)(?:, a bucket of (\\d+) s)?");
  private static final String PASSES = "passes: ";

  static View load(String name) {
    String resource =
        "/io/watchlake/lakehouse/views/" + name.substring(name.indexOf('.') + 1) + ".sql";
    try (InputStream in = View.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static View parse(String name, String text) {
    List<String> description = new ArrayList<>();
    String time = null;
    long bucketMicros = 0;
    Set<String> passes = Set.of();
    for (String line : text.lines().takeWhile(line -> line.startsWith(COMMENT)).toList()) {
      String comment = line.substring(COMMENT.length());
      Matcher timeMatcher = TIME.matcher(comment);
      if (timeMatcher.matches()) {
        time = timeMatcher.group(1);
        String seconds = timeMatcher.group(2);
        bucketMicros = seconds == null ? 0 : Long.parseLong(seconds) * 1_000_000;
      } else if (comment.startsWith(PASSES)) {
        passes = Set.of(comment.substring(PASSES.length()).strip().split(", *"));
      } else {
        description.add(comment);
      }
    }
    return new View(name, String.join(" ", description), time, bucketMicros, passes, text.strip());
  }
}
