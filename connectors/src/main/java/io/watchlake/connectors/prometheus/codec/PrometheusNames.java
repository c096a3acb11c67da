package io.watchlake.connectors.prometheus.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.watchlake.model.formula.SeriesLabels;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.MetricKind;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import io.watchlake.model.telemetry.Series;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The name and labels of a series in Prometheus, by OpenTelemetry's compatibility specification.
 * What came from Prometheus ({@link RemoteWriteToOtlp#SCOPE}) keeps the name it came with.
 */
public final class PrometheusNames {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SERVICE_NAMESPACE = "service.namespace";
  private static final String SERVICE_INSTANCE = "service.instance.id";

  /** What {@code job} and {@code instance} are made of. */
  private static final Set<String> NAMING =
      Set.of(SeriesLabels.SERVICE_NAME, SERVICE_NAMESPACE, SERVICE_INSTANCE);

  /** The metric that tells what is known of a resource; its value is 1. */
  public static final String TARGET_INFO = "target_info";

  private static final String TOTAL = "total";
  private static final String RATIO = "ratio";

  private PrometheusNames() {}

  /** The name of the metric: the unit in words and {@code _total} are added where they are due. */
  public static String metric(Series series) {
    String name = series.metric();
    if (series.scope().name().equals(RemoteWriteToOtlp.SCOPE)) {
      return name;
    }
    List<String> tokens =
        new ArrayList<>(
            Arrays.stream(name.split("[^a-zA-Z0-9:]+")).filter(token -> !token.isEmpty()).toList());
    boolean gauge = series.kind() == MetricKind.GAUGE;
    boolean counter = series.kind() == MetricKind.SUM && series.monotonic();
    String unit = Units.words(series.unit(), gauge);
    if (counter) {
      tokens.removeIf(TOTAL::equals);
    }
    if (unit.equals(RATIO)) {
      tokens.removeIf(RATIO::equals);
    }
    addUnit(tokens, unit);
    if (counter) {
      tokens.add(TOTAL);
    }
    String joined = String.join("_", tokens);
    return joined.isEmpty() || Character.isDigit(joined.charAt(0)) ? "_" + joined : joined;
  }

  /** A unit that the name has already is not added again, nor is a part of it. */
  private static void addUnit(List<String> tokens, String unit) {
    int per = unit.startsWith("per_") ? 0 : unit.indexOf("_per_");
    String main = per < 0 ? unit : unit.substring(0, per);
    String below = per < 0 ? "" : unit.substring(per == 0 ? 4 : per + 5);
    if (!main.isEmpty() && !tokens.contains(main)) {
      tokens.add(main);
    }
    if (!below.isEmpty() && !tokens.contains(below)) {
      tokens.add("per");
      tokens.add(below);
    }
  }

  /**
   * The labels of a series but its name and those of buckets and quantiles, by name. {@code job}
   * and {@code instance} are the resource's; attributes of these names become {@code exported_job}
   * and {@code exported_instance}, as Prometheus itself would have it. Where several attributes
   * become one label, their values are joined by {@code ;}, in the order of their own names.
   */
  public static SortedMap<String, String> labels(Series series) {
    Map<String, String> original = new TreeMap<>(LabelRules::compare);
    put(original, series.attributes());
    TreeMap<String, String> labels = new TreeMap<>(LabelRules::compare);
    putAll(labels, original);
    scope(labels, series.scope());
    var unused = setTarget(labels, series.resource());
    return labels;
  }

  private static void putAll(Map<String, String> labels, Map<String, String> attributes) {
    attributes.forEach(
        (key, value) -> {
          String name = label(key);
          if (!value.isEmpty()) {
            labels.merge(
                name.equals(Label.JOB) || name.equals(Label.INSTANCE) ? "exported_" + name : name,
                value,
                (before, more) -> before + ";" + more);
          }
        });
  }

  /** Sets {@code job} and {@code instance} where the resource has them; whether it has any. */
  private static boolean setTarget(Map<String, String> labels, Resource of) {
    Map<String, String> resource = of.attributes().strings();
    String service = resource.getOrDefault(SeriesLabels.SERVICE_NAME, "");
    String namespace = resource.getOrDefault(SERVICE_NAMESPACE, "");
    String instance = resource.getOrDefault(SERVICE_INSTANCE, "");
    set(labels, Label.JOB, namespace.isEmpty() ? service : namespace + "/" + service);
    set(labels, Label.INSTANCE, instance);
    return !service.isEmpty() || !namespace.isEmpty() || !instance.isEmpty();
  }

  /**
   * The labels of {@value #TARGET_INFO}, but its name: {@code job} and {@code instance}, by which
   * queries join it to other series, and what else is known of the resource.
   *
   * @return empty where the resource has no name to join by, or nothing else is known of it
   */
  public static SortedMap<String, String> target(Resource resource) {
    Map<String, String> original = new TreeMap<>(LabelRules::compare);
    put(original, resource.attributes());
    original.keySet().removeAll(NAMING);
    TreeMap<String, String> labels = new TreeMap<>(LabelRules::compare);
    putAll(labels, original);
    boolean tellsMore = !labels.isEmpty();
    boolean isNamed = setTarget(labels, resource);
    return tellsMore && isNamed ? labels : Collections.emptySortedMap();
  }

  /**
   * What tells series apart in Prometheus: a hash of {@link #metric} and {@link #labels}. Two of
   * ours may be one there, since most of what a resource says is no label.
   */
  public static long identity(Series series) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      update(sha256, metric(series));
      labels(series)
          .forEach(
              (name, value) -> {
                update(sha256, name);
                update(sha256, value);
              });
      return ByteBuffer.wrap(sha256.digest()).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  private static void update(MessageDigest digest, String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(4).putInt(utf8.length).array());
    digest.update(utf8);
  }

  private static void scope(Map<String, String> labels, Scope scope) {
    if (scope.name().equals(RemoteWriteToOtlp.SCOPE)) {
      return;
    }
    set(labels, RemoteWriteToOtlp.SCOPE_NAME, scope.name());
    set(labels, RemoteWriteToOtlp.SCOPE_VERSION, scope.version());
    Map<String, String> attributes = new TreeMap<>(LabelRules::compare);
    putJson(attributes, scope.attributesJson());
    attributes.forEach(
        (key, value) -> set(labels, label(RemoteWriteToOtlp.SCOPE_PREFIX + key), value));
  }

  private static void set(Map<String, String> labels, String name, String value) {
    if (!value.isEmpty()) {
      labels.put(name, value);
    }
  }

  private static void put(Map<String, String> texts, Attributes attributes) {
    texts.putAll(attributes.strings());
    attributes.longs().forEach((key, value) -> texts.put(key, Long.toString(value)));
    attributes.doubles().forEach((key, value) -> texts.put(key, number(value)));
    attributes.booleans().forEach((key, value) -> texts.put(key, Boolean.toString(value)));
    putJson(texts, attributes.json());
  }

  private static void putJson(Map<String, String> texts, @Nullable String json) {
    if (json == null) {
      return;
    }
    try {
      for (Map.Entry<String, JsonNode> entry : JSON.readTree(json).properties()) {
        JsonNode value = entry.getValue();
        texts.put(entry.getKey(), value.isTextual() ? value.textValue() : value.toString());
      }
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("attributes that are no JSON object", e);
    }
  }

  /** A label's name: other characters become one underscore, and a digit does not come first. */
  static String label(String key) {
    String name = key.replaceAll("[^a-zA-Z0-9_]", "_").replaceAll("_{2,}", "_");
    return name.isEmpty() || Character.isDigit(name.charAt(0)) ? "key_" + name : name;
  }

  /** A number as Prometheus writes bounds and quantiles: whole ones without a point. */
  public static String number(double value) {
    if (value == Double.POSITIVE_INFINITY) {
      return "+Inf";
    }
    if (value == Double.NEGATIVE_INFINITY) {
      return "-Inf";
    }
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    return Double.toString(value).replace("E", "e");
  }
}
