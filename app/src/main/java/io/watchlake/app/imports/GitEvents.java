package io.watchlake.app.imports;

import io.watchlake.app.imports.GitHistory.Commit;
import io.watchlake.app.imports.GitHistory.Release;
import io.watchlake.connectors.cdevents.codec.CdEventEncoder;
import io.watchlake.model.Origin;
import io.watchlake.model.Topics;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Makes delivery events of a git history. Merged changes and releases are what git says; incidents
 * are guessed, with hindsight, and state nothing about real outages:
 *
 * <ul>
 *   <li>a <em>patch release</em> x.y.z' within seven days of x.y.z, the next below it, says that
 *       x.y.z failed, noticed at the first commit after it that went into x.y.z';
 *   <li>a <em>revert</em> on the default branch of a commit that was released says that the first
 *       release with that commit failed, noticed at the revert and restored by the first release
 *       with the revert.
 * </ul>
 *
 * <p>There is one incident for each pair of failed and restoring release.
 */
final class GitEvents {

  static final String PATCH_RELEASE = "patch-release";
  static final String REVERT = "revert";

  private static final String ENVIRONMENT = "release";
  private static final long PATCH_SECONDS = 7 * 86_400;
  private static final long NANOS_PER_SECOND = 1_000_000_000;
  private static final int MERGED = 0;
  private static final int DEPLOYED = 1;
  private static final int DETECTED = 2;
  private static final int RESOLVED = 3;

  /**
   * What the events are said to come from.
   *
   * @param source the repository's address
   * @param repository its name
   * @param service what is released
   * @param purl of the service's artifacts, without the version
   */
  record Naming(String source, String repository, String service, String purl) {}

  private record Line(long seconds, int rank, String id, String json) {}

  private record Pair(int failed, int restored) {}

  /** A guessed incident: when it was noticed, and on which grounds. */
  private static final class Guess {
    private long detected = Long.MAX_VALUE;
    private final List<String> heuristics = new ArrayList<>();

    void add(long seconds, String heuristic) {
      detected = Math.min(detected, seconds);
      if (!heuristics.contains(heuristic)) {
        heuristics.add(heuristic);
      }
    }
  }

  private final GitHistory history;
  private final Naming naming;

  /** By time, and by name where two are of one second. */
  private final List<Release> releases;

  /** For each commit the place of the first release that contains it; -1 where none does. */
  private final int[] firstRelease;

  private final List<Line> lines = new ArrayList<>();

  private GitEvents(GitHistory history, Naming naming) {
    this.history = history;
    this.naming = naming;
    releases = new ArrayList<>(history.releases());
    releases.sort(Comparator.comparingLong(Release::seconds).thenComparing(Release::tag));
    firstRelease = new int[history.commits().size()];
    Arrays.fill(firstRelease, -1);
  }

  /** The events, a line of JSON each, in order of time. */
  static List<String> of(GitHistory history, Naming naming) {
    return new GitEvents(history, naming).lines();
  }

  private List<String> lines() {
    int[] found = contain();
    changes();
    deployments(found);
    incidents();
    lines.sort(
        Comparator.comparingLong(Line::seconds)
            .thenComparingInt(Line::rank)
            .thenComparing(Line::id));
    return lines.stream().map(Line::json).toList();
  }

  /** Finds the first release of each commit, and how many are new in each release. */
  private int[] contain() {
    int[] found = new int[releases.size()];
    ArrayDeque<Integer> open = new ArrayDeque<>();
    for (int place = 0; place < releases.size(); place++) {
      open.push(releases.get(place).commit());
      while (!open.isEmpty()) {
        int commit = open.pop();
        if (firstRelease[commit] < 0) {
          firstRelease[commit] = place;
          found[place]++;
          for (int parent : history.commits().get(commit).parents()) {
            open.push(parent);
          }
        }
      }
    }
    return found;
  }

  private void changes() {
    for (int i = 0; i < history.main().length; i++) {
      Commit commit = history.commits().get(history.main()[i]);
      ChangeMerged fact =
          new ChangeMerged(
              commit.sha(),
              naming.repository(),
              commit.title(),
              List.of(),
              "",
              List.of(),
              0,
              0,
              0,
              false,
              commit.paths());
      add(commit.seconds(), MERGED, commit.sha(), null, fact, Map.of("mainIndex", i));
    }
  }

  private void deployments(int[] found) {
    List<List<String>> changes = new ArrayList<>();
    releases.forEach(release -> changes.add(new ArrayList<>()));
    for (int commit : history.main()) {
      if (firstRelease[commit] >= 0) {
        changes.get(firstRelease[commit]).add(history.commits().get(commit).sha());
      }
    }
    for (int place = 0; place < releases.size(); place++) {
      Release release = releases.get(place);
      String sha = history.commits().get(release.commit()).sha();
      Deployed fact =
          new Deployed(
              deploymentId(place),
              ENVIRONMENT,
              "",
              naming.purl() + '@' + release.tag(),
              sha,
              changes.get(place),
              false);
      Map<String, Object> more = new LinkedHashMap<>();
      more.put("tag", release.tag());
      more.put("otherCommits", found[place] - changes.get(place).size());
      add(release.seconds(), DEPLOYED, release.tag() + '\n' + sha, chain(place), fact, more);
    }
  }

  private void incidents() {
    Map<Pair, Guess> guesses = new LinkedHashMap<>();
    patchReleases(guesses);
    reverts(guesses);
    guesses.forEach(this::incident);
  }

  private void patchReleases(Map<Pair, Guess> guesses) {
    Map<List<Integer>, NavigableMap<Integer, Integer>> lines = new LinkedHashMap<>();
    for (int place = 0; place < releases.size(); place++) {
      List<Integer> version = releases.get(place).version();
      if (version.size() >= 3) {
        int last = version.size() - 1;
        lines
            .computeIfAbsent(version.subList(0, last), line -> new TreeMap<>())
            .putIfAbsent(version.get(last), place);
      }
    }
    for (NavigableMap<Integer, Integer> line : lines.values()) {
      Integer failed = null;
      for (Integer restored : line.values()) {
        if (failed != null) {
          patchRelease(failed, restored, guesses);
        }
        failed = restored;
      }
    }
  }

  private void patchRelease(int failed, int restored, Map<Pair, Guess> guesses) {
    long begin = releases.get(failed).seconds();
    long end = releases.get(restored).seconds();
    if (end <= begin || end - begin > PATCH_SECONDS) {
      return;
    }
    BitSet before = ancestors(releases.get(failed).commit(), new BitSet());
    BitSet added = ancestors(releases.get(restored).commit(), before);
    long detected = begin;
    for (int commit = added.nextSetBit(0); commit >= 0; commit = added.nextSetBit(commit + 1)) {
      long seconds = history.commits().get(commit).seconds();
      if (seconds > begin && seconds <= end && (detected == begin || seconds < detected)) {
        detected = seconds;
      }
    }
    guesses
        .computeIfAbsent(new Pair(failed, restored), pair -> new Guess())
        .add(detected, PATCH_RELEASE);
  }

  /** A commit and all before it, but for those that are excluded with all before them. */
  private BitSet ancestors(int commit, BitSet excluded) {
    BitSet seen = new BitSet(history.commits().size());
    ArrayDeque<Integer> open = new ArrayDeque<>();
    open.push(commit);
    while (!open.isEmpty()) {
      int next = open.pop();
      if (!seen.get(next) && !excluded.get(next)) {
        seen.set(next);
        for (int parent : history.commits().get(next).parents()) {
          open.push(parent);
        }
      }
    }
    return seen;
  }

  private void reverts(Map<Pair, Guess> guesses) {
    NavigableMap<String, Integer> bySha = new TreeMap<>();
    for (int i = 0; i < history.commits().size(); i++) {
      bySha.put(history.commits().get(i).sha(), i);
    }
    for (int number : history.main()) {
      Commit revert = history.commits().get(number);
      Integer reverted = revert.reverts() == null ? null : named(bySha, revert.reverts());
      int restored = firstRelease[number];
      int failed = reverted == null ? -1 : firstRelease[reverted];
      if (failed >= 0
          && restored >= 0
          && restored != failed
          && releases.get(failed).seconds() <= revert.seconds()) {
        guesses
            .computeIfAbsent(new Pair(failed, restored), pair -> new Guess())
            .add(revert.seconds(), REVERT);
      }
    }
  }

  /** The commit of a SHA that may be abbreviated; null where there is none or more than one. */
  private static @Nullable Integer named(NavigableMap<String, Integer> bySha, String abbreviated) {
    Map.Entry<String, Integer> first = bySha.ceilingEntry(abbreviated);
    if (first == null || !first.getKey().startsWith(abbreviated)) {
      return null;
    }
    String next = bySha.higherKey(first.getKey());
    return next != null && next.startsWith(abbreviated) ? null : first.getValue();
  }

  private void incident(Pair pair, Guess guess) {
    Release failed = releases.get(pair.failed());
    Release restored = releases.get(pair.restored());
    String id = "incident/" + deploymentId(pair.failed()) + '/' + restored.tag();
    Map<String, Object> more = new HashMap<>();
    more.put("heuristics", guess.heuristics);
    more.put("failedTag", failed.tag());
    String chain = chain(pair.failed());
    add(guess.detected, DETECTED, id, chain, reported(id, Phase.DETECTED, pair), more);
    add(restored.seconds(), RESOLVED, id, chain, reported(id, Phase.RESOLVED, pair), more);
  }

  private IncidentReported reported(String id, Phase phase, Pair pair) {
    return new IncidentReported(
        id,
        phase,
        0,
        ENVIRONMENT,
        naming.purl() + '@' + releases.get(pair.failed()).tag(),
        deploymentId(pair.failed()),
        phase == Phase.RESOLVED ? deploymentId(pair.restored()) : null,
        List.of());
  }

  private String deploymentId(int place) {
    return naming.service() + '@' + releases.get(place).tag();
  }

  private String chain(int place) {
    return uuid("chain", deploymentId(place));
  }

  private void add(
      long seconds,
      int rank,
      String identity,
      @Nullable String chain,
      DeliveryFact fact,
      Map<String, ?> more) {
    String type = CdEventEncoder.type(fact);
    String id = uuid(type, identity + '\n' + seconds);
    DeliveryEvent event =
        new DeliveryEvent(
            new Origin(Topics.DELIVERY_EVENTS, 0, 0, Origin.WHOLE_MESSAGE),
            "live",
            naming.source(),
            id,
            type,
            seconds * NANOS_PER_SECOND,
            naming.service(),
            chain,
            fact);
    lines.add(new Line(seconds, rank, id, CdEventEncoder.encode(event, more)));
  }

  /** The same for the same history, so that importing again adds nothing. */
  private String uuid(String kind, String identity) {
    String text = naming.source() + '\n' + naming.service() + '\n' + kind + '\n' + identity;
    return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).toString();
  }
}
