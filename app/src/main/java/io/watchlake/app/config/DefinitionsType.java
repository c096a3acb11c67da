package io.watchlake.app.config;

import io.watchlake.app.config.Fields.Field;
import io.watchlake.app.config.Fields.Named;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.jobs.delivery.calc.FailureRule;
import io.watchlake.jobs.delivery.calc.Ground;
import io.watchlake.jobs.delivery.calc.LeadTimeStart;
import io.watchlake.jobs.delivery.calc.RestoreStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.Node;

/** Definitions of delivery figures: a section a definition, under its name. */
final class DefinitionsType implements Type<Map<String, DefinitionsType.Draft>> {

  static final Type<List<String>> FAILURES_TYPE =
      Types.list(Types.oneOf("incident", "rollback", "revert", "hotfix"));
  static final Type<Integer> HOURS_TYPE =
      Types.integer(0, 8_760, "write a whole number of hours from 0 to 8760");
  static final Type<List<String>> ENVIRONMENTS_TYPE =
      Types.list(
          Types.TEXT.checked(
              "name of an environment",
              "write a name of letters, digits, . _ / and -, such as production",
              text -> {
                Definition.checkEnvironment(text);
                return text;
              }));

  private static final Field<List<String>> FAILURES = new Field<>("failures", FAILURES_TYPE);
  private static final Field<List<String>> ATTRIBUTION =
      new Field<>("attribution", Types.list(Types.oneOf("link", "chain", "artifact", "time")));
  private static final Field<Integer> WINDOW = new Field<>("window_hours", HOURS_TYPE);
  private static final Field<Integer> ARTIFACT_WINDOW =
      new Field<>("artifact_window_hours", HOURS_TYPE);
  private static final Field<Boolean> ROLLBACKS_COUNT =
      new Field<>("rollbacks_count", Types.BOOLEAN);
  private static final Field<String> LEAD_TIME_FROM =
      new Field<>("lead_time_from", Types.oneOf("first_commit", "opened", "merge"));
  private static final Field<String> RESTORE_FROM =
      new Field<>("restore_from", Types.oneOf("impact", "detection", "deployment"));
  private static final Field<List<String>> PRODUCTION =
      new Field<>("production", ENVIRONMENTS_TYPE);
  private static final List<Field<?>> FIELDS =
      List.of(
          FAILURES,
          ATTRIBUTION,
          WINDOW,
          ARTIFACT_WINDOW,
          ROLLBACKS_COUNT,
          LEAD_TIME_FROM,
          RESTORE_FROM,
          PRODUCTION);

  /** A definition as far as the file says it; the rest is as in another one. */
  record Draft(String name, Fields fields) {

    /** The whole definition, what is left out being as in {@code base}. */
    Definition on(Definition base) {
      return new Definition(
          name,
          fields.find(FAILURES).map(of(FailureRule::ofCode)).orElse(base.failures()),
          fields.find(ATTRIBUTION).map(of(Ground::ofCode)).orElse(base.attribution()),
          fields.find(WINDOW).map(Duration::ofHours).orElse(base.timeWindow()),
          fields.find(ARTIFACT_WINDOW).map(Duration::ofHours).orElse(base.artifactWindow()),
          fields.find(ROLLBACKS_COUNT).orElse(base.rollbacksCount()),
          fields.find(LEAD_TIME_FROM).map(LeadTimeStart::ofCode).orElse(base.leadTimeFrom()),
          fields.find(RESTORE_FROM).map(RestoreStart::ofCode).orElse(base.restoreFrom()),
          fields.find(PRODUCTION).orElse(base.production()));
    }

    private static <T> Function<List<String>, Set<T>> of(Function<String, T> ofCode) {
      return codes -> new HashSet<>(codes.stream().map(ofCode).toList());
    }

    private String show() {
      List<String> parts = new ArrayList<>();
      FIELDS.forEach(field -> show(field).ifPresent(parts::add));
      return Yaml.scalar(name) + ": {" + String.join(", ", parts) + '}';
    }

    private <T> Optional<String> show(Field<T> field) {
      return fields.find(field).map(value -> field.name() + ": " + field.type().show(value));
    }
  }

  @Override
  public String name() {
    return "sections";
  }

  @Override
  public String range() {
    return "a name, and below it " + Fields.names(FIELDS);
  }

  @Override
  public @Nullable Map<String, Draft> read(Node node, Faults faults) {
    List<Draft> drafts =
        Fields.read(
            node,
            FIELDS,
            DefinitionsType::draft,
            "docs/delivery.md says what a definition is",
            faults);
    return drafts == null
        ? null
        : new TreeMap<>(drafts.stream().collect(Collectors.toMap(Draft::name, draft -> draft)));
  }

  private static Draft draft(Named section) {
    Draft draft = new Draft(section.name(), section.fields());
    // Refuses what would be no definition; what it is, the rest of the file says too.
    draft.on(Definition.STANDARD);
    return draft;
  }

  @Override
  public String show(Map<String, Draft> value) {
    return value.values().stream().map(Draft::show).collect(Collectors.joining(", ", "{", "}"));
  }
}
