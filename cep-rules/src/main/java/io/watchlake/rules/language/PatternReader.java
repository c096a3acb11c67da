package io.watchlake.rules.language;

import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.SeriesSelector;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pattern of signals of its keys. */
final class PatternReader {

  private PatternReader() {}

  /** The pattern; null if there is none, after telling why. */
  static @Nullable SignalPattern read(Entries entries) {
    List<LabelMatcher> matchers = new ArrayList<>(entries.get(Language.MATCH, List.of()));
    SignalKind kind = entries.get(Language.KIND);
    String name = entries.get(Language.NAME);
    if (entries.given(Language.PATTERN_METRIC)) {
      SeriesSelector metric = entries.get(Language.PATTERN_METRIC);
      if (metric == null) {
        return null;
      }
      if (kind != null && kind != SignalKind.METRIC) {
        entries.error(
            Language.KIND, "a metric is not of the kind " + kind.code(), "remove one of them");
      }
      entries.refuse("the metric is the name", Language.NAME);
      kind = SignalKind.METRIC;
      name = metric.metric();
      matchers.addAll(0, metric.matchers());
    } else if (kind == null) {
      if (!entries.given(Language.KIND)) {
        entries.error(Language.KIND, "missing", "say what kind of signal, or which metric");
      }
      return null;
    } else if (kind == SignalKind.METRIC && name == null) {
      entries.error(Language.NAME, "missing: nobody can ask for every metric", "say which metric");
      return null;
    }
    return new SignalPattern(kind, name, matchers, entries.get(Language.VALUE));
  }
}
