package io.watchlake.jobs.stage.compute.record;

import io.watchlake.model.signal.SignalLabels;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resource;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Attributes as labels: those of a record, else of its resource, and {@code service} unless there
 * is an attribute of that name. Arrays and nested values are no labels.
 *
 * @param own of the record
 */
record RecordLabels(Attributes own, Resource resource) {

  /** The service; empty where the sender named none. */
  String service() {
    return resource.service().equals(Resource.UNKNOWN_SERVICE) ? "" : resource.service();
  }

  /** The value of a label; empty where there is none. */
  String get(String label) {
    String value = own.text(label);
    value = value.isEmpty() ? resource.attributes().text(label) : value;
    return value.isEmpty() && label.equals(SignalLabels.SERVICE)
        ? service()
        : RecordView.cut(value);
  }

  /** Puts all that attributes make. */
  void putAll(Map<String, String> labels) {
    Set<String> names = new TreeSet<>();
    own.addNames(names);
    resource.attributes().addNames(names);
    for (String name : names) {
      RecordView.put(labels, name, get(name));
    }
  }
}
