package io.watchlake.app.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Tag;

/** The types of values there are. */
final class Types {

  static final ScalarType<String> TEXT =
      new ScalarType<>(
          "text",
          "",
          "write text, in quotes if it looks like a number",
          Set.of(Tag.STR),
          Types::notBlank,
          Yaml::scalar);

  static final ScalarType<Boolean> BOOLEAN =
      new ScalarType<>(
          "boolean",
          "",
          "write true or false",
          Set.of(Tag.BOOL),
          text -> Boolean.valueOf(text.toLowerCase(Locale.ROOT)),
          String::valueOf);

  static final ScalarType<Double> NUMBER =
      new ScalarType<>(
          "number",
          "",
          "write a number, such as 0.05",
          Set.of(Tag.INT, Tag.FLOAT),
          Types::parseNumber,
          Types::showNumber);

  static final ScalarType<Integer> PORT = integer(1, 65_535, "write a port from 1 to 65535");

  static final ScalarType<String> HOST_PORT =
      TEXT.checked(
          "host:port",
          "write host:port, such as kafka-1:9092",
          text -> {
            withoutPath(endpoint("x://" + text, text), text);
            return text;
          });

  static final ScalarType<String> HOST =
      TEXT.checked(
          "host",
          "write a host's name or address, such as localhost",
          text -> {
            withoutPath(endpoint("x://" + text + ":1", text), text);
            return text;
          });

  /** An HTTP endpoint; {@code host:port} stands for {@code http://host:port}. */
  static final ScalarType<URI> HTTP_ENDPOINT =
      new ScalarType<>(
          "endpoint",
          "host:port, http://host:port or https://host:port",
          "write host:port or http(s)://host:port, such as localhost:9200",
          Set.of(Tag.STR),
          Types::httpEndpoint,
          uri -> Yaml.scalar(uri.toString()));

  static final ScalarType<URI> URL =
      new ScalarType<>(
          "URL",
          "http:// or https://",
          "write a URL, such as http://collector:4317",
          Set.of(Tag.STR),
          Types::url,
          uri -> Yaml.scalar(uri.toString()));

  private static final Pattern ENVIRONMENT_NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  static final ScalarType<String> ENVIRONMENT_NAME_TEXT =
      TEXT.checked(
          "name of an environment variable",
          "write the variable's name, such as SMTP_PASSWORD, not its value",
          text -> {
            if (!ENVIRONMENT_NAME.matcher(text).matches()) {
              // What stands here may be the secret itself, so it is not repeated.
              throw new IllegalArgumentException("not the name of an environment variable");
            }
            return text;
          });

  private static final Pattern PASSWORD =
      Pattern.compile("(?i)([?&;]password=)|(//[^/?#]*:[^/?#]*@)");

  private static final Pattern INDEX_NAME = Pattern.compile("[a-z0-9][a-z0-9._-]*");

  static final ScalarType<String> INDEX_PATTERN =
      TEXT.checked(
          "lower case with {date} once",
          "write a name such as dora-logs-{date}",
          text -> {
            int date = text.indexOf("{date}");
            if (date < 0 || text.indexOf("{date}", date + 1) >= 0) {
              throw new IllegalArgumentException(Yaml.quoted(text) + " does not name {date} once");
            }
            if (!INDEX_NAME.matcher(text.replace("{date}", "2024.01.31")).matches()) {
              throw new IllegalArgumentException(
                  Yaml.quoted(text) + " is not a name an index can have");
            }
            return text;
          });

  static final ScalarType<String> JDBC_URI =
      TEXT.checked(
          "jdbc:…",
          "write a JDBC address, such as jdbc:postgresql://db:5432/lake",
          text -> {
            withoutPassword(text);
            if (!text.startsWith("jdbc:") || text.length() < 8) {
              throw new IllegalArgumentException(Yaml.quoted(text) + " is not a JDBC address");
            }
            return text;
          });

  /** A folder or a URI. */
  static final ScalarType<String> LOCATION =
      TEXT.checked(
          "folder or URI",
          "write a folder or a URI, such as /data/warehouse",
          text -> {
            withoutPassword(text);
            return text;
          });

  private Types() {}

  static ScalarType<Integer> integer(int low, int high, String advice) {
    return new ScalarType<>(
        "integer",
        low + " to " + high,
        advice,
        Set.of(Tag.INT),
        text -> parseInteger(text, low, high),
        String::valueOf);
  }

  static ScalarType<Duration> duration(Duration low, Duration high) {
    String range = DurationText.show(low) + " to " + DurationText.show(high);
    return new ScalarType<>(
        "duration",
        range,
        "write a number and a unit (ms, s, m, h, d), " + range,
        Set.of(Tag.STR),
        text -> inRange(DurationText.parse(text), low, high, text),
        DurationText::show);
  }

  static ScalarType<DataSize> size(DataSize low, DataSize high) {
    String range = low + " to " + high;
    return new ScalarType<>(
        "size",
        range,
        "write a number and a unit (KiB, MiB, GiB), " + range,
        Set.of(Tag.STR),
        text -> inRange(DataSize.parse(text), low, high, text),
        DataSize::toString);
  }

  static ScalarType<String> oneOf(String... allowed) {
    List<String> choices = List.of(allowed);
    String range = String.join(", ", choices);
    return TEXT.checked(
        range,
        "write one of " + range,
        text -> {
          if (!choices.contains(text)) {
            throw new IllegalArgumentException(Yaml.quoted(text) + " is not known here");
          }
          return text;
        });
  }

  static <T> ListType<T> list(Type<T> item) {
    return new ListType<>(item);
  }

  private static <T extends Comparable<T>> T inRange(T value, T low, T high, String text) {
    if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
      throw new IllegalArgumentException(Yaml.quoted(text) + " is out of range");
    }
    return value;
  }

  /** Addresses are passed to processes and jobs, where everybody could read a password in them. */
  private static void withoutPassword(String address) {
    if (PASSWORD.matcher(address).find()) {
      throw new IllegalArgumentException(
          "the address holds a password; leave it out and use a password file of the driver"
              + " (.pgpass for PostgreSQL)");
    }
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("empty text");
    }
    return text;
  }

  private static Integer parseInteger(String text, int low, int high) {
    long value;
    try {
      value = Long.parseLong(text);
    } catch (NumberFormatException notDecimal) {
      throw new IllegalArgumentException(
          Yaml.quoted(text) + " is not a decimal whole number", notDecimal);
    }
    if (value < low || value > high) {
      throw new IllegalArgumentException(Yaml.quoted(text) + " is out of range");
    }
    return (int) value;
  }

  private static Double parseNumber(String text) {
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException notDecimal) {
      throw new IllegalArgumentException(Yaml.quoted(text) + " is not a number", notDecimal);
    }
    throw new IllegalArgumentException(Yaml.quoted(text) + " is not a finite number");
  }

  private static String showNumber(Double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf(value.longValue())
        : value.toString();
  }

  private static URI httpEndpoint(String text) {
    boolean hasScheme = text.contains("://");
    URI uri = endpoint(hasScheme ? text : "http://" + text, text);
    requireHttp(uri, text);
    withoutPath(uri, text);
    return URI.create(uri.getScheme() + "://" + uri.getAuthority());
  }

  private static URI url(String text) {
    URI uri = parse(text, Function.identity());
    requireHttp(uri, text);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(Yaml.quoted(text) + " names no host");
    }
    return uri;
  }

  private static void requireHttp(URI uri, String text) {
    String scheme = uri.getScheme();
    if (!"http".equals(scheme) && !"https".equals(scheme)) {
      throw new IllegalArgumentException(Yaml.quoted(text) + " is not an http or https address");
    }
    if (uri.getUserInfo() != null) {
      throw new IllegalArgumentException("the address holds a user name or password");
    }
  }

  private static void withoutPath(URI uri, String text) {
    String path = uri.getPath();
    if (path != null && !path.isEmpty() && !path.equals("/")) {
      throw new IllegalArgumentException(Yaml.quoted(text) + " has a path");
    }
  }

  private static URI endpoint(String text, String written) {
    URI uri = parse(text, ignored -> written);
    if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(Yaml.quoted(written) + " is not a host and a port");
    }
    return uri;
  }

  private static URI parse(String text, Function<String, String> shown) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      throw new IllegalArgumentException(
          Yaml.quoted(shown.apply(text)) + " is not an address", malformed);
    }
  }
}
