package io.watchlake.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.watchlake.app.stack.Components;
import io.watchlake.connectors.signal.codec.SignalCodec;
import io.watchlake.model.Timeline;
import io.watchlake.model.Topics;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Processes die while alerts fire and people are told: they are told the same as if none had, and
 * nothing twice but what was on its way when the notifier died.
 *
 * <p>Alerts come in waves that are alike, the first in peace. In each of the others the TaskManager
 * and the notifier are killed, each at a random moment: in {@code -Dwatchlake.alert.kills} of them
 * (3; the soak has 20), by the seed {@code -Dwatchlake.alert.seed}.
 */
@ExtendWith(SharedStack.class)
@Order(4)
class AlertKillsIT {

  private static final Logger LOG = LoggerFactory.getLogger(AlertKillsIT.class);

  private static final int KILLS = Integer.getInteger("watchlake.alert.kills", 3);
  private static final long SEED = Long.getLong("watchlake.alert.seed", 20);

  private static final String METRIC = "watchlake.test.temperature";
  private static final String RULE =
      """
      alert_rules:
        told_through_kills:
          metric: %s
          threshold: 85
          key: [host]
          severity: warning
      """
          .formatted(METRIC);

  private static final int HOSTS = 40;
  private static final double HOT = 97;
  private static final double COOL = 20;

  /** A host after another. */
  private static final long STEP_MILLIS = 250;

  /** How long each is hot. */
  private static final long HOT_MILLIS = 3_000;

  private static final long WAVE_MILLIS = HOSTS * STEP_MILLIS + HOT_MILLIS;

  /** How long the last alert of a wave is on its way when nothing stands still. */
  private static final long ON_ITS_WAY_MILLIS = 15_000;

  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Test
  void peopleAreToldTheSameThroughKills(TestStack stack, @TempDir Path folder) throws Exception {
    Path rule = Files.writeString(folder.resolve("rule.yaml"), RULE);
    Cli.run(
            Duration.ofMinutes(2),
            "rules",
            "apply",
            rule.toString(),
            "--home",
            stack.home().toString())
        .ok();
    ToldPeople people = stack.people();
    Random random = new Random(SEED);
    try (KafkaProbe kafka = new KafkaProbe(stack.info().kafkaBootstrap())) {
      List<Integer> probes = new ArrayList<>();
      Await.until(
          "the rule at work",
          LIMIT,
          () -> {
            probes.add(probes.size());
            send(kafka, "probe-" + probes.size(), System.currentTimeMillis(), HOT);
            return told(people, "probe").size();
          },
          told -> told > 0);

      Map<String, TreeSet<String>> told = new TreeMap<>();
      for (int wave = 0; wave <= KILLS; wave++) {
        String name = name(wave);
        long begin = System.currentTimeMillis() + STEP_MILLIS;
        List<Kill> kills = new ArrayList<>();
        if (wave > 0) {
          kills.add(Kill.of(Components.TASK_MANAGER, begin, random));
          kills.add(Kill.of(Components.NOTIFIER, begin, random));
        }
        LOG.info("{} begins at {}: {}", name, Instant.ofEpochMilli(begin), kills);
        wave(stack, kafka, name, begin, kills);
        Duration last =
            Await.until(
                "what people are told of " + name,
                LIMIT,
                () -> told(people, name).size(),
                size -> size >= 2 * HOSTS);
        LOG.info("{} was told {} s after its end", name, last.toSeconds());
        told.put(name, changes(people, name, begin));
      }

      TreeSet<String> inPeace = new TreeSet<>();
      for (int host = 0; host < HOSTS; host++) {
        inPeace.add(host + " firing since " + host * STEP_MILLIS);
        inPeace.add(host + " resolved at " + (host * STEP_MILLIS + HOT_MILLIS));
      }
      assertThat(told.values()).as("what people were told, by wave").containsOnly(inPeace);
      for (String name : told.keySet()) {
        assertNothingMore(people, name, name.equals(name(0)) ? 0 : 1);
      }
    } finally {
      Cli.run(
              Duration.ofMinutes(2),
              "rules",
              "off",
              "told_through_kills",
              "--home",
              stack.home().toString())
          .ok();
    }
  }

  /**
   * A process that dies.
   *
   * @param atMillis when, milliseconds since the epoch
   */
  private record Kill(String component, long atMillis) {

    /** At any moment from the wave's begin until the last of it has been told. */
    static Kill of(String component, long begin, Random random) {
      return new Kill(component, begin + random.nextLong(WAVE_MILLIS + ON_ITS_WAY_MILLIS));
    }
  }

  /** Each host is hot for a while, one after the other; processes die at their time. */
  private static void wave(
      TestStack stack, KafkaProbe kafka, String name, long begin, List<Kill> kills) {
    TreeMap<Long, List<Runnable>> due = new TreeMap<>();
    for (int i = 0; i < HOSTS; i++) {
      String host = name + i;
      long hot = begin + i * STEP_MILLIS;
      at(due, hot, () -> send(kafka, host, hot, HOT));
      at(due, hot + HOT_MILLIS, () -> send(kafka, host, hot + HOT_MILLIS, COOL));
    }
    kills.forEach(kill -> at(due, kill.atMillis(), () -> stack.kill(kill.component())));
    due.forEach(
        (millis, what) -> {
          long wait = millis - System.currentTimeMillis();
          while (wait > 0) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(wait));
            wait = millis - System.currentTimeMillis();
          }
          what.forEach(Runnable::run);
        });
  }

  private static void at(TreeMap<Long, List<Runnable>> due, long millis, Runnable what) {
    due.computeIfAbsent(millis, unseen -> new ArrayList<>()).add(what);
  }

  private static void send(KafkaProbe kafka, String host, long millis, double value) {
    Signal signal =
        new Signal(
            "test/" + host + '/' + millis,
            SignalKind.METRIC,
            Timeline.LIVE.name(),
            TimeUnit.MILLISECONDS.toNanos(millis),
            METRIC,
            "",
            "",
            host,
            value,
            Map.of("host", host),
            Map.of());
    kafka.write(Topics.SIGNALS, SignalCodec.key(signal), SignalCodec.encode(signal));
  }

  /** What people were told of hosts whose names begin so, the first time each. */
  private static Map<String, JsonNode> told(ToldPeople people, String hosts) {
    return people.all().stream()
        .filter(one -> host(one).startsWith(hosts))
        .collect(
            Collectors.toMap(
                ToldPeople.Told::id, ToldPeople.Told::body, (first, again) -> first, TreeMap::new));
  }

  private static String host(ToldPeople.Told one) {
    return one.body().path("alerts").path(0).path("labels").path("host").asText();
  }

  /** What a wave's notifications say, with times since its begin. */
  private static TreeSet<String> changes(ToldPeople people, String name, long begin) {
    TreeSet<String> changes = new TreeSet<>();
    for (JsonNode body : told(people, name).values()) {
      JsonNode alert = body.path("alerts").path(0);
      boolean firing = body.path("status").asText().equals("firing");
      long since =
          Instant.parse(alert.path(firing ? "startsAt" : "endsAt").asText()).toEpochMilli();
      changes.add(
          alert.path("labels").path("host").asText().substring(name.length())
              + (firing ? " firing since " : " resolved at ")
              + (since - begin));
    }
    return changes;
  }

  /** What the names of a wave's hosts begin with. */
  private static String name(int wave) {
    return "wave" + wave + "x";
  }

  /**
   * That there is no other notification.
   *
   * @param repeats how many may have come twice, since they were on their way when it was killed
   */
  private static void assertNothingMore(ToldPeople people, String name, int repeats) {
    List<String> ids =
        people.all().stream()
            .filter(one -> host(one).startsWith(name))
            .map(ToldPeople.Told::id)
            .toList();
    assertThat(new TreeSet<>(ids)).as("notifications of %s", name).hasSize(2 * HOSTS);
    assertThat(ids.size() - 2 * HOSTS).as("repeats of %s", name).isBetween(0, repeats);
  }
}
