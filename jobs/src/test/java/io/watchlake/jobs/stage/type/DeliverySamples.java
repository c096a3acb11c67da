package io.watchlake.jobs.stage.type;

import io.watchlake.model.Origin;
import io.watchlake.model.delivery.Change;
import io.watchlake.model.delivery.Conclusion;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Other;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Deployment;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.Incident;
import io.watchlake.model.delivery.LeadStages;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.model.delivery.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Values of the types of delivery, drawn from a source of chance. */
final class DeliverySamples {

  private final Random random;

  /** For what formats came to hold later: the golden bytes of before are of the same values. */
  private final Random later;

  /** For the files of changes, which came later still. */
  private final Random paths;

  /** For what figures are of, and what they rest on. */
  private final Random scopes;

  DeliverySamples(long seed) {
    this.random = new Random(seed);
    this.later = new Random(~seed);
    this.paths = new Random(seed + 1);
    this.scopes = new Random(seed + 2);
  }

  /** What is read of the bytes that a version of a format wrote of a value. */
  static Object asWrittenBy(int version, Object value) {
    if (value instanceof Figure figure && version <= 2) {
      Figure without = figure.withScope(FigureScope.TOTAL).withBasis(FigureBasis.NOT_TOLD);
      return version == 1 ? without.withStages(LeadStages.NONE) : without;
    } else if (value instanceof DeliveryEvent event && version == 1) {
      return withoutPaths(event);
    } else if (value instanceof DeliveryLink link && version == 1 && link.event() != null) {
      return new DeliveryLink(link.reference(), link.service(), withoutPaths(link.event()));
    }
    return value;
  }

  private static DeliveryEvent withoutPaths(DeliveryEvent event) {
    return event.fact() instanceof ChangeMerged change
        ? event.saying(change.withPaths(List.of()))
        : event;
  }

  /** One value of each format, by the format's name. */
  Map<String, Object> oneOfEach() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("delivery_event", event());
    values.put("delivery_link", new DeliveryLink(text(), text(), maybe(this::event)));
    values.put("delivery_record", new DeliveryRecord(text(), random.nextLong(), conclusion()));
    values.put("delivery_figure", figure());
    values.put("output_version", new OutputVersion(random.nextLong(), random.nextLong()));
    return values;
  }

  private DeliveryEvent event() {
    return new DeliveryEvent(
        new Origin(text(), random.nextInt(), random.nextLong(), random.nextInt()),
        text(),
        text(),
        text(),
        text(),
        random.nextLong(),
        text(),
        maybe(this::text),
        fact());
  }

  private DeliveryFact fact() {
    return switch (random.nextInt(5)) {
      case 0 ->
          new ChangeMerged(
              text(),
              text(),
              text(),
              texts(),
              text(),
              texts(),
              random.nextLong(),
              random.nextLong(),
              random.nextLong(),
              random.nextBoolean(),
              files());
      case 1 -> new ArtifactPackaged(text(), texts());
      case 2 ->
          new Deployed(
              text(),
              text(),
              text(),
              maybe(this::text),
              maybe(this::text),
              texts(),
              random.nextBoolean());
      case 3 ->
          new IncidentReported(
              text(),
              random.nextBoolean() ? Phase.DETECTED : Phase.RESOLVED,
              random.nextLong(),
              maybe(this::text),
              maybe(this::text),
              maybe(this::text),
              maybe(this::text),
              texts());
      default -> new Other();
    };
  }

  private Conclusion conclusion() {
    return switch (random.nextInt(4)) {
      case 0 ->
          new Change(
              text(),
              text(),
              text(),
              text(),
              random.nextBoolean(),
              random.nextLong(),
              random.nextLong(),
              random.nextLong(),
              random.nextLong(),
              maybe(this::text),
              random.nextLong());
      case 1 ->
          new Deployment(
              text(),
              text(),
              text(),
              text(),
              random.nextLong(),
              maybe(this::text),
              maybe(this::text),
              texts(),
              random.nextBoolean(),
              random.nextBoolean());
      case 2 ->
          new Incident(
              text(),
              text(),
              maybe(this::text),
              random.nextLong(),
              random.nextLong(),
              random.nextLong(),
              maybe(this::text),
              maybe(() -> pick(Verdict.Reason.values())),
              random.nextDouble(),
              maybe(this::text));
      default ->
          new Verdict(
              text(),
              text(),
              text(),
              random.nextLong(),
              pick(Verdict.State.values()),
              maybe(() -> pick(Verdict.Reason.values())),
              random.nextDouble(),
              maybe(this::text),
              random.nextLong());
    };
  }

  private Figure figure() {
    return new Figure(
        text(),
        text(),
        pick(PeriodKind.values()),
        random.nextLong(),
        random.nextLong(),
        text(),
        random.nextLong(),
        random.nextDouble(),
        random.nextLong(),
        random.nextLong(),
        maybe(random::nextDouble),
        maybe(random::nextDouble),
        maybe(random::nextDouble),
        random.nextLong(),
        random.nextLong(),
        maybe(random::nextDouble),
        maybe(random::nextDouble),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        random.nextLong(),
        maybe(random::nextDouble),
        maybe(random::nextDouble),
        maybe(random::nextDouble),
        random.nextBoolean(),
        text(),
        random.nextLong(),
        new LeadStages(
            later.nextLong(), spanOrNone(), spanOrNone(), spanOrNone(), spanOrNone(), spanOrNone()),
        scope(),
        new FigureBasis(
            Integer.toHexString(scopes.nextInt()), "delivery_events:0=" + scopes.nextInt()));
  }

  private FigureScope scope() {
    return switch (scopes.nextInt(3)) {
      case 0 -> FigureScope.TOTAL;
      case 1 -> new FigureScope("environment-" + scopes.nextInt(), null);
      default -> new FigureScope("environment-" + scopes.nextInt(), "eu");
    };
  }

  private Double spanOrNone() {
    return later.nextBoolean() ? later.nextDouble() : null;
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.append("aZ0/@\u00e9\u4e2d\n".charAt(random.nextInt(8)));
    }
    return text.toString();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      texts.add(text());
    }
    return texts;
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    for (int i = paths.nextInt(4); i > 0; i--) {
      files.add("services/" + paths.nextInt());
    }
    return files;
  }

  private <T> T pick(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T maybe(Supplier<T> value) {
    return random.nextBoolean() ? value.get() : null;
  }
}
