package io.watchlake.rules.explain;

import io.watchlake.model.signal.Operator;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.model.signal.Subscription;
import io.watchlake.rules.engine.RuleSignals;
import io.watchlake.rules.model.BurnWindow;
import io.watchlake.rules.model.Condition;
import io.watchlake.rules.model.LabelOverride;
import io.watchlake.rules.model.Rule;
import io.watchlake.rules.model.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a rule does, in sentences. */
public final class RuleWords {

  private final Rule rule;
  private final List<String> lines = new ArrayList<>();

  private RuleWords(Rule rule) {
    this.rule = rule;
  }

  /** A rule in sentences, a line each; what belongs to the line before it is indented. */
  public static List<String> of(Rule rule) {
    return new RuleWords(rule).write();
  }

  private List<String> write() {
    lines.add(
        rule.name()
            + ": "
            + rule.severity().code()
            + (rule.type() == null ? "" : ", of the type " + rule.type())
            + (rule.channels().isEmpty()
                ? ", to whom the routing says"
                : ", to " + Words.list(rule.channels())));
    condition(rule.condition());
    key();
    times();
    rule.overrides().forEach(this::override);
    lines.add("Late signals: " + late());
    lines.add(
        "A newer version: "
            + (rule.retirement() == Rule.Retirement.DRAIN
                ? "what has begun goes on to its end."
                : "what has begun is given up."));
    signals();
    return lines;
  }

  private void condition(Condition condition) {
    if (condition instanceof Condition.Threshold of) {
      lines.add(
          "Fires when "
              + of.signal()
              + " is "
              + compared(of.operator(), of.threshold())
              + held()
              + '.');
      recovery(of.operator(), of.recovery());
    } else if (condition instanceof Condition.Change of) {
      lines.add(
          "Fires when "
              + of.signal()
              + " is "
              + direction(of.direction())
              + " the mean of the "
              + Words.time(of.window())
              + " before by "
              + Words.percent(of.share())
              + " or more"
              + held()
              + "; with fewer than "
              + of.minimum()
              + " values before it nothing is said.");
    } else if (condition instanceof Condition.Ratio of) {
      lines.add(
          "Fires when, over "
              + Words.time(of.window())
              + ", the "
              + (of.values() ? "sum of the values" : "number")
              + " of "
              + of.of()
              + " divided by that of "
              + of.to()
              + " is "
              + compared(of.operator(), of.threshold())
              + held()
              + '.');
      recovery(of.operator(), of.recovery());
      if (of.minimum() > 0) {
        lines.add(
            "  While the latter is below " + Words.number(of.minimum()) + " nothing is said.");
      }
    } else if (condition instanceof Condition.BurnRate of) {
      lines.add(
          "Fires when the error budget of "
              + Words.percent(of.budget())
              + " of "
              + of.indicator().to()
              + " burns too fast"
              + held()
              + ":");
      lines.add((of.indicator().good() ? "  Good are " : "  Bad are ") + of.indicator().of() + '.');
      for (BurnWindow window : of.windows()) {
        lines.add(
            "  More than "
                + Words.number(window.factor())
                + " times as fast as it lasts over "
                + Words.time(window.longWindow())
                + " and over "
                + Words.time(window.shortWindow())
                + '.');
      }
    } else if (condition instanceof Condition.Absence of) {
      lines.add(
          "Fires when no " + of.signal() + " has come for " + Words.time(rule.duration()) + '.');
      lines.add(
          of.expected().isEmpty()
              ? "  What never came is not missed."
              : "  Missed even if they never came: " + of.expected() + '.');
    } else if (condition instanceof Condition.Count of) {
      lines.add(
          "Fires when, over "
              + Words.time(of.window())
              + ", the number of "
              + (of.distinct() == null ? "" : "different values of " + of.distinct() + " of ")
              + of.signal()
              + " is "
              + compared(of.operator(), of.threshold())
              + held()
              + '.');
    } else if (condition instanceof Condition.Sequence of) {
      lines.add(
          "Fires when these come one after the other within " + Words.time(of.within()) + ':');
      steps(of.steps(), "  ");
      lines.add(
          switch (of.skip()) {
            case PAST_LAST -> "  A signal is part of one match at most.";
            case TO_NEXT -> "  Of those that began with the same signal one match counts.";
            case NONE -> "  Every match counts.";
          });
    }
  }

  private void steps(List<Step> steps, String indent) {
    int number = 1;
    for (Step step : steps) {
      String what =
          step.what() instanceof Step.One one ? one.pattern().toString() : "all of these in order:";
      lines.add(indent + number + ". " + step.name() + ": " + follows(step) + what + often(step));
      if (step.what() instanceof Step.Group group) {
        steps(group.steps(), indent + "   ");
      }
      number++;
    }
  }

  private static String follows(Step step) {
    return switch (step.after()) {
      case BEGIN -> "first ";
      case NEXT -> "as the very next signal that this rule looks at ";
      case FOLLOWED_BY -> "later ";
      case FOLLOWED_BY_ANY -> "later, each making a match of its own, ";
      case NOT_NEXT -> "the very next signal is no ";
      case NOT_FOLLOWED_BY -> "until the next step, or the end of the time, no ";
    };
  }

  private static String often(Step step) {
    StringBuilder text = new StringBuilder();
    if (!step.once() && !step.after().negative()) {
      text.append(", ").append(step.least());
      Integer most = step.most();
      if (most == null) {
        text.append(" times or more");
      } else if (most == step.least()) {
        text.append(" times");
      } else {
        text.append(" to ").append(most).append(" times");
      }
      if (step.consecutive()) {
        text.append(" with nothing between");
      }
    }
    if (step.within() != null) {
      text.append(", within ").append(Words.time(step.within())).append(" of the step before");
    }
    return text.toString();
  }

  private static String compared(Operator operator, double threshold) {
    return operator.sign() + ' ' + Words.number(threshold);
  }

  private static String direction(Condition.Direction direction) {
    return switch (direction) {
      case DECREASE -> "below";
      case INCREASE -> "above";
      case EITHER -> "off";
    };
  }

  private String held() {
    return rule.duration().isZero() ? "" : ", for " + Words.time(rule.duration());
  }

  private void recovery(Operator operator, @Nullable Double recovery) {
    lines.add(
        recovery == null
            ? "  Ends with the first value that is not so."
            : "  Ends with the first value that is not " + compared(operator, recovery) + '.');
  }

  private void key() {
    List<String> key = rule.key();
    lines.add(
        key == null
            ? "Each series has an alert of its own, with all its labels."
            : key.isEmpty()
                ? "There is one alert for all signals."
                : "Signals of the same "
                    + Words.list(key)
                    + " belong together, and have an alert of their own.");
  }

  private void times() {
    if (!rule.keepFiringFor().isZero()) {
      lines.add(
          "The alert goes on for "
              + Words.time(rule.keepFiringFor())
              + (rule.condition() instanceof Condition.Sequence
                  ? " after a match; another match meanwhile makes it go on for longer."
                  : " after it is no longer so."));
    }
    if (rule.condition() instanceof Condition.Absence
        || rule.condition() instanceof Condition.Count) {
      lines.add("What has not come for " + Words.time(rule.forgetAfter()) + " is gone for good.");
    }
  }

  private void override(LabelOverride override) {
    List<String> said = new ArrayList<>();
    if (override.disabled()) {
      said.add("never");
    }
    if (override.threshold() != null) {
      said.add("threshold " + Words.number(override.threshold()));
    }
    if (override.recovery() != null) {
      said.add("recovery threshold " + Words.number(override.recovery()));
    }
    if (override.duration() != null) {
      said.add("for " + Words.time(override.duration()));
    }
    if (override.severity() != null) {
      said.add(override.severity().code());
    }
    lines.add(
        "Otherwise for "
            + Words.list(override.matchers().stream().map(Object::toString).toList())
            + ": "
            + String.join(", ", said)
            + '.');
  }

  private String late() {
    return rule.condition() instanceof Condition.Sequence
        ? "signals wait for the job's delay and are put into order; what comes later still is"
            + " passed over."
        : "count as having come just then; an older value of the same series is passed over.";
  }

  private void signals() {
    RuleSignals.subscriptions(rule)
        .forEach(
            (id, asked) -> lines.add("Asks for " + asked(asked) + " (subscription " + id + ")."));
    Set<SignalKind> others = new LinkedHashSet<>();
    for (SignalPattern pattern : rule.condition().patterns()) {
      if (pattern.kind() != SignalKind.METRIC && !pattern.kind().isRecord()) {
        others.add(pattern.kind());
      } else if (pattern.kind() == SignalKind.METRIC && pattern.name() == null) {
        lines.add("Asks for no metric by name: it sees those that other rules ask for.");
      }
    }
    others.forEach(kind -> lines.add("Looks at signals of the kind " + kind.code() + '.'));
  }

  private static String asked(Subscription asked) {
    if (asked instanceof SeriesSubscription of) {
      return "windows of " + of.resolution().code() + " of " + of.series();
    }
    return "signals of " + ((RecordSubscription) asked).pattern();
  }
}
