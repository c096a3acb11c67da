package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.jobs.stage.compute.alert.RuleAtWork.Role;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.alert.RuleVersions.Version;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.Subscription;
import io.watchlake.rules.engine.RuleIndex;
import io.watchlake.rules.engine.RuleSignals;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule.Retirement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All rules as they are now. A rule that this build cannot read is told of in the log and left out.
 */
public final class RuleBook {

  private static final Logger LOG = LoggerFactory.getLogger(RuleBook.class);

  private final List<RuleAtWork> all = new ArrayList<>();
  private final Map<String, RuleAtWork> byMachine = new HashMap<>();
  private final RuleIndex<RuleAtWork> index;

  /** What texts say, by rule and text: of a thousand rules one changes at a time. */
  private final Map<Text, Optional<ReadRule>> read = new HashMap<>();

  /** What texts said to the book before this one. */
  private final Map<Text, Optional<ReadRule>> readBefore;

  private record Text(String rule, String text) {}

  /** The book of some rules. */
  public RuleBook(Collection<RuleVersions> rules) {
    this(rules, null);
  }

  /**
   * The book of some rules.
   *
   * @param before a book that knows many of them, whose reading is not done again; null for none
   */
  RuleBook(Collection<RuleVersions> rules, @Nullable RuleBook before) {
    readBefore = before == null ? Map.of() : before.read;
    for (RuleVersions rule : rules) {
      add(rule, rule.live(), false);
      add(rule, rule.shadow(), true);
    }
    index =
        new RuleIndex<>(
            all.stream().filter(one -> one.role() != Role.RETIRED).toList(), RuleAtWork::rule);
  }

  private void add(RuleVersions versions, long number, boolean shadow) {
    Set<String> structures = new HashSet<>();
    Version current = versions.version(number).orElse(null);
    if (current != null) {
      put(versions.name(), current, shadow, Role.ACTIVE, structures);
    }
    if (shadow) {
      return;
    }
    // What was applied later than what counts was rolled back; what is older was replaced.
    List<Version> others = new ArrayList<>(versions.versions());
    Collections.reverse(others);
    for (Version other : others) {
      if (other.number() != number && other.number() != versions.shadow()) {
        Role role = current == null ? Role.RETIRED : Role.DRAINING;
        put(versions.name(), other, false, role, structures);
      }
    }
  }

  private void put(
      String name, Version version, boolean shadow, Role role, Set<String> structures) {
    ReadRule rule = read(name, version);
    if (rule == null || !structures.add(rule.structure())) {
      return;
    }
    boolean ends = role == Role.DRAINING && rule.rule().retirement() == Retirement.DROP;
    RuleAtWork one =
        new RuleAtWork(
            rule,
            MachineKey.version(name, rule.structure(), shadow),
            version.number(),
            shadow,
            ends ? Role.RETIRED : role);
    all.add(one);
    byMachine.put(one.machines(), one);
  }

  private @Nullable ReadRule read(String name, Version version) {
    Text text = new Text(name, version.text());
    Optional<ReadRule> known = readBefore.get(text);
    if (known == null) {
      known = readAnew(name, version);
    }
    read.put(text, known);
    return known.orElse(null);
  }

  private static Optional<ReadRule> readAnew(String name, Version version) {
    RuleFiles files = RuleFiles.read(List.of(new RuleFiles.Source(name, version.text())));
    if (!files.problems().isEmpty()) {
      LOG.warn(
          "version {} of the rule {} is passed over: {}",
          version.number(),
          name,
          files.problems().get(0));
      return Optional.empty();
    }
    try {
      return files.rules().rules().stream()
          .filter(rule -> rule.name().equals(name))
          .findFirst()
          .map(ReadRule::of);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "version {} of the rule {} is passed over: {}", version.number(), name, e.getMessage());
      return Optional.empty();
    }
  }

  /** Whether any rule looks at signals of a kind. */
  public boolean asksFor(SignalKind kind) {
    return index.hasAny(kind);
  }

  /** Whether any rule looks at a signal. */
  public boolean asksFor(Signal signal) {
    return !index.of(signal).isEmpty();
  }

  /** Those that look at a signal. */
  List<RuleAtWork> of(Signal signal) {
    return index.of(signal);
  }

  /**
   * The version that a machine is of; null for none.
   *
   * @param machine its key
   */
  @Nullable RuleAtWork of(String machine) {
    return byMachine.get(MachineKey.version(machine));
  }

  /** All that counts or runs beside it. */
  List<RuleAtWork> active() {
    return all.stream().filter(one -> one.role() == Role.ACTIVE).toList();
  }

  /** The names of all rules of which anything can be read, whether they count or not. */
  Set<String> names() {
    return all.stream().map(one -> one.rule().name()).collect(Collectors.toSet());
  }

  /** What the rules ask for, by the ids of the subscriptions. */
  public Map<String, Subscription> subscriptions() {
    Map<String, Subscription> asked = new TreeMap<>();
    for (RuleAtWork one : all) {
      if (one.role() != Role.RETIRED) {
        asked.putAll(RuleSignals.subscriptions(one.rule()));
      }
    }
    return asked;
  }
}
