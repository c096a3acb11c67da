package io.watchlake.connectors.prometheus.codec;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What remote write asks of the labels of a series. */
final class LabelRules {

  private static final int MAX_SHOWN = 200;

  private LabelRules() {}

  /** What is wrong with labels, in words; null where nothing is. */
  static @Nullable String fault(List<Label> labels) {
    boolean named = false;
    String before = null;
    for (int i = 0; i < labels.size(); i++) {
      Label label = labels.get(i);
      if (label.name().isEmpty()) {
        return "labels[" + i + "] has no name";
      }
      if (label.value().isEmpty()) {
        return "label \"" + label.name() + "\" is empty; leave it out";
      }
      if (before != null) {
        int order = compare(before, label.name());
        if (order == 0) {
          return "label \"" + label.name() + "\" is there twice";
        }
        if (order > 0) {
          return "labels are not sorted: \"" + label.name() + "\" stands after \"" + before + "\"";
        }
      }
      named |= label.name().equals(Label.NAME);
      before = label.name();
    }
    return named ? null : "there is no label __name__";
  }

  /** The order of names: that of their UTF-8, which is that of their code points. */
  static int compare(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char left = a.charAt(i);
      char right = b.charAt(i);
      if (left != right) {
        // Surrogates stand for code points above all others, though their own numbers do not.
        boolean above = Character.isSurrogate(left);
        return above == Character.isSurrogate(right)
            ? Character.compare(left, right)
            : above ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }

  /** Labels as people write them, cut where they are long. */
  static String text(List<Label> labels) {
    StringBuilder text = new StringBuilder("{");
    for (Label label : labels) {
      text.append(text.length() > 1 ? ", " : "")
          .append(label.name())
          .append("=\"")
          .append(label.value())
          .append('"');
      if (text.length() > MAX_SHOWN) {
        return text.substring(0, MAX_SHOWN) + "...";
      }
    }
    return text.append('}').toString();
  }
}
