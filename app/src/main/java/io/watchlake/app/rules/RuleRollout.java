package io.watchlake.app.rules;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.stack.RuleKeys;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.connectors.alert.client.RuleTopic;
import io.watchlake.connectors.alert.client.RuleTopicException;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.rules.language.RuleFiles;
import io.watchlake.rules.model.Rule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Rules on their way to the job that runs them. */
public final class RuleRollout {

  private RuleRollout() {}

  /**
   * Makes the rules of some files count, or run beside those that do.
   *
   * @return what changed, a line a rule
   * @throws CommandException for files that cannot be used
   */
  static List<String> apply(HomeOption home, List<Path> files, boolean shadow, boolean dryRun) {
    List<RuleFiles.Source> sources = RuleSources.read(files);
    // A rule is kept with its own file, so each file must be right by itself, and all together.
    RuleSources.refuse(RuleFiles.read(sources).problems());
    sources.forEach(source -> RuleSources.refuse(RuleFiles.read(List.of(source)).problems()));
    return with(
        home,
        topic -> {
          Map<String, RuleVersions> known = topic.all();
          List<RuleVersions> changed = new ArrayList<>();
          List<String> said = new ArrayList<>();
          for (RuleFiles.Source source : sources) {
            for (Rule rule : RuleFiles.read(List.of(source)).rules().rules()) {
              RuleVersions before = known.getOrDefault(rule.name(), RuleVersions.none(rule.name()));
              if (same(before, rule, shadow)) {
                said.add(rule.name() + ": as it was");
                continue;
              }
              long now = now();
              RuleVersions more = before.with(source.text(), now);
              RuleVersions after =
                  shadow ? more.shadow(more.newest(), now) : more.live(more.newest(), now);
              changed.add(after);
              said.add(line(after));
            }
          }
          if (!dryRun) {
            topic.put(changed);
          }
          return said;
        });
  }

  /** Whether the version that is there already is this rule, whatever else is in its file. */
  private static boolean same(RuleVersions known, Rule rule, boolean shadow) {
    return known
        .version(shadow ? known.shadow() : known.live())
        .map(version -> RuleFiles.read(List.of(new RuleFiles.Source("", version.text()))))
        .stream()
        .flatMap(files -> files.rules().rules().stream())
        .anyMatch(rule::equals);
  }

  /**
   * Makes an earlier version count again.
   *
   * @param version 0 for the one before the one that counts
   */
  static String rollback(HomeOption home, String name, long version) {
    return change(
        home,
        name,
        rule -> {
          long to = version == 0 ? before(rule) : version;
          if (rule.version(to).isEmpty()) {
            throw CommandException.badInput(
                "there is no version "
                    + to
                    + " of "
                    + name
                    + "; `watchlake rules list` shows which there are");
          }
          return rule.live(to, now()).shadow(0, now());
        });
  }

  private static long before(RuleVersions rule) {
    long live = rule.live() == 0 ? rule.newest() + 1 : rule.live();
    return rule.versions().stream()
        .mapToLong(RuleVersions.Version::number)
        .filter(number -> number < live)
        .max()
        .orElseThrow(
            () -> CommandException.badInput(rule.name() + " has no version before " + live));
  }

  /** Nothing of a rule counts any more. */
  static String off(HomeOption home, String name) {
    return change(home, name, rule -> rule.live(0, now()).shadow(0, now()));
  }

  private static String change(
      HomeOption home, String name, Function<RuleVersions, RuleVersions> change) {
    return with(
        home,
        topic -> {
          RuleVersions rule = topic.all().get(name);
          if (rule == null) {
            throw CommandException.badInput(
                "there is no rule " + name + "; `watchlake rules list` shows which there are");
          }
          RuleVersions after = change.apply(rule);
          topic.put(List.of(after));
          return line(after);
        });
  }

  /** All rules, by name. */
  public static Map<String, RuleVersions> all(HomeOption home) {
    return with(home, RuleTopic::all);
  }

  /** How many keys of each rule keep state, see {@link RuleKeys#of}. */
  static Map<String, Long> keys(HomeOption home, Collection<String> rules) {
    return StackClient.find(home.path())
        .map(stack -> RuleKeys.of(stack.info().flinkUrl(), rules))
        .orElse(Map.of());
  }

  /** A rule for people: {@code name: version 3 of 3, shadow 4}. */
  static String line(RuleVersions rule) {
    return rule.name()
        + ": "
        + (rule.live() == 0 ? "off" : "version " + rule.live())
        + " of "
        + rule.newest()
        + (rule.shadow() == 0 ? "" : ", shadow " + rule.shadow());
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  private static <T> T with(HomeOption home, Function<RuleTopic, T> task) {
    try {
      return task.apply(
          new RuleTopic(StackClient.of(home.path()).info().kafkaBootstrap(), new Properties()));
    } catch (StackException | RuleTopicException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }
}
