package io.watchlake.rules.language;

import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.Operator;
import io.watchlake.rules.model.Indicator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** What OpenSLO's objectives are measured by. */
final class OpenSloIndicators {

  private final Map<String, Entries> byName;

  /**
   * @param byName the indicators of the file; filled before any is asked for
   */
  OpenSloIndicators(Map<String, Entries> byName) {
    this.byName = byName;
  }

  /** The indicator of an objective; null if there is none, after telling why. */
  @Nullable SloIndicator of(Entries slo, Entries objective) {
    Entries document = document(slo);
    Entries sli = document == null ? null : OpenSloReader.spec(document, OpenSloLanguage.SLI);
    if (sli == null) {
      return null;
    }
    Entries ratio = sli.get(OpenSloLanguage.RATIO_OF);
    Entries threshold = sli.get(OpenSloLanguage.THRESHOLD_OF);
    if (sli.given(OpenSloLanguage.RATIO_OF) == sli.given(OpenSloLanguage.THRESHOLD_OF)) {
      sli.place()
          .error(
              sli.node(),
              "an indicator is one of ratioMetric and thresholdMetric",
              "write one of them");
      return null;
    }
    if (ratio != null) {
      objective.refuse(
          "events are good or bad by themselves", OpenSloLanguage.OP, OpenSloLanguage.VALUE);
      return ratio(ratio);
    }
    return threshold == null ? null : threshold(threshold, objective);
  }

  private @Nullable Entries document(Entries slo) {
    Node written = slo.get(OpenSloLanguage.INDICATOR);
    String name = slo.get(OpenSloLanguage.INDICATOR_REF);
    if (slo.given(OpenSloLanguage.INDICATOR) == slo.given(OpenSloLanguage.INDICATOR_REF)) {
      slo.error(
          OpenSloLanguage.INDICATOR,
          "an SLO has one of indicator and indicatorRef",
          "write one of them");
      return null;
    }
    if (written != null) {
      return OpenSloLanguage.INLINE.read(
          written, slo.place().child(OpenSloLanguage.INDICATOR.name()));
    }
    Entries found = name == null ? null : byName.get(name);
    if (name != null && found == null) {
      slo.error(
          OpenSloLanguage.INDICATOR_REF,
          "there is no SLI " + YamlNodes.quoted(name) + " in this file",
          "write it into the same file, or as indicator");
    }
    return found;
  }

  private static @Nullable SloIndicator ratio(Entries ratio) {
    boolean good = ratio.given(OpenSloLanguage.GOOD);
    if (ratio.given(OpenSloLanguage.RAW)) {
      return null;
    }
    if (good == ratio.given(OpenSloLanguage.BAD)) {
      ratio.place().error(ratio.node(), "a ratio has one of good and bad", "write one of them");
      return null;
    }
    SloQuery.Form form =
        ratio.get(OpenSloLanguage.COUNTER, false)
            ? SloQuery.Form.OPENSLO_COUNTER
            : SloQuery.Form.OPENSLO;
    Field<Entries> part = good ? OpenSloLanguage.GOOD : OpenSloLanguage.BAD;
    ratio.require(OpenSloLanguage.TOTAL, "say how many events there are");
    Entries partQuery = query(ratio.get(part));
    Entries totalQuery = query(ratio.get(OpenSloLanguage.TOTAL));
    if (partQuery == null || totalQuery == null) {
      return null;
    }
    SloQuery of = SloQuery.read(partQuery, OpenSloLanguage.QUERY, form);
    SloQuery to = SloQuery.read(totalQuery, OpenSloLanguage.QUERY, form);
    return of == null || to == null
        ? null
        : SloIndicator.of(partQuery, OpenSloLanguage.QUERY, of, to, good);
  }

  private static @Nullable SloIndicator threshold(Entries metric, Entries objective) {
    Operator operator = objective.require(OpenSloLanguage.OP, "say how a good value compares");
    Double value = objective.require(OpenSloLanguage.VALUE, "say what a value is compared with");
    Entries query = query(metric);
    SloQuery minutes = query == null ? null : SloQuery.minutes(query, OpenSloLanguage.QUERY);
    if (operator == null || value == null || minutes == null) {
      return null;
    }
    return new SloIndicator(
        new Indicator(
            minutes.pattern(new Comparison(operator, value)),
            minutes.pattern(null),
            true,
            minutes.weight()),
        List.of());
  }

  /** Where the query of a metric stands; null if it has none, after telling so. */
  private static @Nullable Entries query(@Nullable Entries metric) {
    Entries source =
        metric == null ? null : metric.require(OpenSloLanguage.SOURCE_OF, "write its query");
    Entries spec =
        source == null ? null : source.require(OpenSloLanguage.QUERY_OF, "write its query");
    if (spec != null) {
      spec.require(OpenSloLanguage.QUERY, "write it in PromQL");
    }
    return spec;
  }
}
