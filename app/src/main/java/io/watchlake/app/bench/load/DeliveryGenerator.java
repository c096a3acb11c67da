package io.watchlake.app.bench.load;

import io.watchlake.connectors.cdevents.codec.CdEventEncoder;
import io.watchlake.model.Origin;
import io.watchlake.model.Topics;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A history of delivery of many services, the same for the same settings: each deployment brings an
 * artifact of {@link #CHANGES} changes, and every {@link #FAILURE_EVERY}th leads to an incident
 * that names it and ends three hours later. Services take turns, as they do where their events come
 * in.
 */
public final class DeliveryGenerator {

  static final int CHANGES = 5;
  static final int FAILURE_EVERY = 10;

  private static final long NANOS_PER_SECOND = 1_000_000_000L;
  private static final long BEGIN = Instant.parse("2022-01-01T00:00:00Z").getEpochSecond();
  private static final long SECONDS_BETWEEN = 4 * 3_600;
  private static final long CHANGE_SECONDS = 600;
  private static final int NOTICED_AFTER = 1_800;
  private static final int OVER_AFTER = 3 * 3_600;

  private final int services;
  private final long events;
  private final Counts counts = new Counts();

  /** Whether a service's last incident is over and nothing was deployed since. */
  private final boolean[] over;

  /** What there must be in the figures of all services together. */
  public static final class Counts {
    private long deployments;
    private long changesDeployed;
    private long failed;
    private long resolved;

    public long deployments() {
      return deployments;
    }

    public long changesDeployed() {
      return changesDeployed;
    }

    public long failed() {
      return failed;
    }

    public long resolved() {
      return resolved;
    }
  }

  /**
   * A generator.
   *
   * @param services how many services deploy
   * @param events how many events there are, to the one
   */
  public DeliveryGenerator(int services, long events) {
    this.services = services;
    this.events = events;
    this.over = new boolean[services];
  }

  /** Makes every event, as a line of JSON without its end; may be asked once. */
  public Counts run(Consumer<String> lines) {
    long left = events;
    for (long round = 0; left > 0; round++) {
      for (int service = 0; service < services && left > 0; service++) {
        for (Made made : deployment(service, round)) {
          if (left == 0) {
            break;
          }
          lines.accept(made.line());
          count(made.fact(), service);
          left--;
        }
      }
    }
    return counts;
  }

  /** The overall period ends with the last deployment: what ends after it is not in it. */
  private void count(DeliveryFact fact, int service) {
    if (fact instanceof Deployed) {
      counts.deployments++;
      counts.changesDeployed += CHANGES;
      counts.resolved += over[service] ? 1 : 0;
      over[service] = false;
    } else if (fact instanceof IncidentReported incident) {
      counts.failed += incident.phase() == Phase.DETECTED ? 1 : 0;
      over[service] = incident.phase() == Phase.RESOLVED;
    }
  }

  private record Made(DeliveryFact fact, String line) {}

  private static List<Made> deployment(int service, long round) {
    String name = "service-" + service;
    String id = name + '@' + round;
    String artifact = "pkg:generic/" + id;
    long time = BEGIN + round * SECONDS_BETWEEN + service % SECONDS_BETWEEN;
    List<Made> made = new ArrayList<>();
    List<String> changes = new ArrayList<>();
    for (int i = 0; i < CHANGES; i++) {
      String change = id + '#' + i;
      changes.add(change);
      made.add(
          made(
              name,
              change,
              time - (CHANGES - i) * CHANGE_SECONDS,
              new ChangeMerged(
                  change, name, "Change " + i, List.of(), "", List.of(), 0, 0, 0, true)));
    }
    made.add(made(name, "artifact " + id, time - 60, new ArtifactPackaged(artifact, changes)));
    made.add(
        made(
            name,
            "deployed " + id,
            time,
            new Deployed(id, "production", "", artifact, null, List.of(), false)));
    if (round % FAILURE_EVERY == FAILURE_EVERY - 1) {
      for (Phase phase : Phase.values()) {
        int after = phase == Phase.DETECTED ? NOTICED_AFTER : OVER_AFTER;
        made.add(
            made(
                name,
                phase.code() + ' ' + id,
                time + after,
                new IncidentReported(
                    "incident " + id, phase, 0, "production", null, id, null, List.of())));
      }
    }
    return made;
  }

  private static Made made(String service, String id, long seconds, DeliveryFact fact) {
    DeliveryEvent event =
        new DeliveryEvent(
            new Origin(Topics.DELIVERY_EVENTS, 0, 0, Origin.WHOLE_MESSAGE),
            "live",
            "bench",
            id,
            CdEventEncoder.type(fact),
            seconds * NANOS_PER_SECOND,
            service,
            null,
            fact);
    return new Made(fact, CdEventEncoder.encode(event, Map.of()));
  }

  /** A deployment, as the live benchmark sends it. */
  public static String deployed(String service, long number, Instant time) {
    String id = service + '@' + number;
    return made(
            service,
            "deployed " + id,
            time.getEpochSecond(),
            new Deployed(id, "production", "", "pkg:generic/" + id, null, List.of(), false))
        .line();
  }
}
