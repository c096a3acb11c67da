package io.watchlake.rules.engine;

import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.model.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which rules look at a signal, found by its kind and name: what a thousand rules cost is what the
 * few cost that look at this name.
 *
 * @param <T> what stands for a rule
 */
public final class RuleIndex<T> {

  private record Entry<T>(T of, List<Look> patterns) {

    boolean looksAt(Signal signal) {
      for (Look look : patterns) {
        if (look.at(signal)) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * A pattern of a rule.
   *
   * @param subscription by which its signals are asked for; null where they are not
   */
  private record Look(SignalPattern pattern, @Nullable String subscription) {

    boolean at(Signal signal) {
      return pattern.looksAt(signal) && RuleSignals.askedBy(subscription, signal);
    }
  }

  private final Map<SignalKind, Map<String, List<Entry<T>>>> byName = new HashMap<>();
  private final Map<SignalKind, List<Entry<T>>> ofAnyName = new HashMap<>();

  /** An index of some rules. */
  public RuleIndex(Collection<T> all, Function<T, Rule> rule) {
    for (T one : all) {
      add(one, rule.apply(one));
    }
  }

  private void add(T one, Rule rule) {
    Map<SignalKind, Map<String, List<Look>>> named = new HashMap<>();
    Map<SignalKind, List<Look>> others = new HashMap<>();
    for (SignalPattern pattern : rule.condition().patterns()) {
      Look look = new Look(pattern, RuleSignals.subscription(rule, pattern));
      if (pattern.name() == null) {
        others.computeIfAbsent(pattern.kind(), kind -> new ArrayList<>()).add(look);
      } else {
        named
            .computeIfAbsent(pattern.kind(), kind -> new HashMap<>())
            .computeIfAbsent(pattern.name(), name -> new ArrayList<>())
            .add(look);
      }
    }
    named.forEach(
        (kind, names) ->
            names.forEach(
                (name, patterns) ->
                    byName
                        .computeIfAbsent(kind, ignored -> new HashMap<>())
                        .computeIfAbsent(name, ignored -> new ArrayList<>())
                        .add(new Entry<>(one, patterns))));
    others.forEach(
        (kind, patterns) ->
            ofAnyName
                .computeIfAbsent(kind, ignored -> new ArrayList<>())
                .add(new Entry<>(one, patterns)));
  }

  /** Whether any looks at signals of a kind. */
  public boolean hasAny(SignalKind kind) {
    return byName.containsKey(kind) || ofAnyName.containsKey(kind);
  }

  /** Those that look at a signal, each once. */
  public List<T> of(Signal signal) {
    List<T> found = new ArrayList<>();
    collect(
        byName.getOrDefault(signal.kind(), Map.of()).getOrDefault(signal.name(), List.of()),
        signal,
        found);
    collect(ofAnyName.getOrDefault(signal.kind(), List.of()), signal, found);
    return found;
  }

  private static <T> void collect(List<Entry<T>> entries, Signal signal, List<T> found) {
    int before = found.size();
    for (Entry<T> entry : entries) {
      if (entry.looksAt(signal) && !isIn(found, before, entry.of())) {
        found.add(entry.of());
      }
    }
  }

  /** Whether one of the first is the same object; few are, and their hash may take long. */
  private static <T> boolean isIn(List<T> found, int first, T one) {
    for (int i = 0; i < first; i++) {
      if (found.get(i) == one) {
        return true;
      }
    }
    return false;
  }
}
