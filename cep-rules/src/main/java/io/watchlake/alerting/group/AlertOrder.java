package io.watchlake.alerting.group;

import io.watchlake.model.alert.NotifiedAlert;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeSet;

/**
 * The order of alerts in a notification, which is Alertmanager's: by {@code job} and {@code
 * instance}, those without them last; then those with fewer labels first; then by the first label,
 * in the order of names, in which they differ.
 */
final class AlertOrder {

  static final Comparator<NotifiedAlert> ORDER =
      label("job").thenComparing(label("instance")).thenComparing(AlertOrder::compareLabels);

  private AlertOrder() {}

  private static Comparator<NotifiedAlert> label(String name) {
    return Comparator.comparing(
        alert -> alert.labels().get(name), Comparator.nullsLast(Comparator.naturalOrder()));
  }

  private static int compareLabels(NotifiedAlert one, NotifiedAlert other) {
    Map<String, String> a = one.labels();
    Map<String, String> b = other.labels();
    if (a.size() != b.size()) {
      return Integer.compare(a.size(), b.size());
    }
    TreeSet<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      // Whose labels lack the name comes first, as Prometheus has it.
      int order =
          Comparator.nullsFirst(Comparator.<String>naturalOrder())
              .compare(a.get(name), b.get(name));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }
}
