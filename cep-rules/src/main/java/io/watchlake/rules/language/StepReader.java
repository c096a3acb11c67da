package io.watchlake.rules.language;

import io.watchlake.model.signal.SignalPattern;
import io.watchlake.rules.model.Step;
import io.watchlake.rules.model.Step.Contiguity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The steps of one sequence, with those of its groups. */
final class StepReader {

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

  private final Set<String> names = new HashSet<>();
  private int count;

  /**
   * The steps of a sequence or group; null if they are none, after telling why.
   *
   * @param whole whether it is the sequence itself, which alone can end with what must not come
   */
  @Nullable List<Step> read(Entries of, boolean whole) {
    Field<List<Entries>> field = whole ? Language.STEPS : Language.GROUP;
    List<Entries> items = of.get(field);
    if (items == null) {
      if (!of.given(field)) {
        of.error(field, "missing", "list the steps, the first of them begin");
      }
      return null;
    }
    if (items.isEmpty()) {
      of.error(field, "no steps", "list the steps, the first of them begin");
      return null;
    }
    List<Step> steps = new ArrayList<>();
    boolean right = true;
    boolean negative = false;
    for (int i = 0; i < items.size(); i++) {
      Entries item = items.get(i);
      Map.Entry<Contiguity, Entries> following = following(item);
      Step step = following == null ? null : step(following.getKey(), following.getValue());
      if (step == null || following == null) {
        right = false;
        continue;
      }
      Contiguity after = following.getKey();
      Entries at = following.getValue();
      if ((i == 0) != (after == Contiguity.BEGIN)) {
        at.place()
            .error(
                item.node(),
                i == 0 ? "the first step is not begin" : "begin is not the first step",
                i == 0
                    ? "begin with what comes first; what never came at all is a rule with absent"
                    : "say how it follows: next, followed_by or followed_by_any");
        right = false;
      }
      if (negative && after.negative()) {
        at.place().error(item.node(), "nothing comes between two negations", "remove one");
        right = false;
      }
      if (!whole && i > 0 && step.within() != null && !once(steps)) {
        at.error(
            Language.STEP_WITHIN,
            "the step before it, in a group, may come more than once",
            "leave one of them out");
        right = false;
      }
      negative = after.negative();
      boolean last = i == items.size() - 1;
      if (last && negative && !(whole && after == Contiguity.NOT_FOLLOWED_BY)) {
        at.place()
            .error(
                item.node(),
                after.word() + " at the end",
                whole ? "write not_followed_by" : "let a step follow it inside the group");
        right = false;
      }
      steps.add(step);
    }
    return right ? steps : null;
  }

  /** Whether the last of some steps comes a fixed number of times. */
  private static boolean once(List<Step> steps) {
    if (steps.isEmpty()) {
      return true;
    }
    Step last = steps.get(steps.size() - 1);
    return last.most() != null && last.most() == last.least();
  }

  private static Map.@Nullable Entry<Contiguity, Entries> following(Entries item) {
    List<Map.Entry<Contiguity, Field<Entries>>> given =
        Language.FOLLOWING.entrySet().stream().filter(e -> item.given(e.getValue())).toList();
    if (given.size() != 1) {
      item.place()
          .error(
              item.node(),
              given.isEmpty() ? "a step that is nothing" : "several steps in one",
              "write one of "
                  + String.join(
                      ", ", Language.FOLLOWING.keySet().stream().map(Contiguity::word).toList())
                  + " after each '-'");
      return null;
    }
    Entries entries = item.get(given.get(0).getValue());
    return entries == null ? null : Map.entry(given.get(0).getKey(), entries);
  }

  private @Nullable Step step(Contiguity after, Entries entries) {
    int before = entries.place().problems().size();
    count++;
    String name = entries.get(Language.STEP, "step" + count);
    if (!NAME.matcher(name).matches()) {
      entries.error(Language.STEP, "no name", "write letters, digits and _");
    }
    if (!names.add(name)) {
      entries.error(Language.STEP, "given twice", "name each step otherwise");
    }
    Times times = Times.parse(entries.get(Language.TIMES, "1"));
    if (after.negative()) {
      entries.refuse(
          "what must not come has none", Language.TIMES, Language.CONSECUTIVE, Language.GROUP);
    }
    if (after == Contiguity.BEGIN) {
      entries.refuse("there is no step before it", Language.STEP_WITHIN);
    } else if (after == Contiguity.NOT_NEXT) {
      entries.refuse("it is about the very next signal", Language.STEP_WITHIN);
    }
    Step.What what = what(entries);
    if (what == null || entries.place().problems().size() > before) {
      return null;
    }
    return new Step(
        name,
        after,
        what,
        times.least(),
        times.most(),
        entries.get(Language.CONSECUTIVE, false),
        entries.get(Language.STEP_WITHIN));
  }

  private Step.@Nullable What what(Entries entries) {
    if (!entries.given(Language.GROUP)) {
      SignalPattern pattern = PatternReader.read(entries);
      return pattern == null ? null : new Step.One(pattern);
    }
    entries.refuse(
        "a group is no signal itself",
        Language.KIND,
        Language.PATTERN_METRIC,
        Language.NAME,
        Language.MATCH,
        Language.VALUE);
    entries.refuse("a group has none: give it to a step in it", Language.STEP_WITHIN);
    List<Step> steps = read(entries, false);
    return steps == null ? null : new Step.Group(steps);
  }
}
