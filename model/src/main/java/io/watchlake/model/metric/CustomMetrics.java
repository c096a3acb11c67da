package io.watchlake.model.metric;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How metrics of the user's own are named and labelled. What arrives is archived as it came; this
 * decides under which name it is found, and which labels are put on what is made of it.
 *
 * @param namespace before the name of each custom metric, with {@code _} or {@code .} between them;
 *     empty for none
 * @param defaultLabels labels of every series that is made here, unless it has a value of its own
 */
public record CustomMetrics(String namespace, TreeMap<String, String> defaultLabels)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /** No namespace, no labels. */
  public static final CustomMetrics NONE = new CustomMetrics("", new TreeMap<>());

  public static CustomMetrics of(String namespace, Map<String, String> defaultLabels) {
    return new CustomMetrics(namespace, new TreeMap<>(defaultLabels));
  }

  /** The name of a custom metric without the namespace; any other name as it is. */
  public String withoutNamespace(String metric) {
    int length = namespace.length();
    if (length > 0
        && metric.length() > length + 1
        && metric.startsWith(namespace)
        && (metric.charAt(length) == '_' || metric.charAt(length) == '.')) {
      return metric.substring(length + 1);
    }
    return metric;
  }
}
