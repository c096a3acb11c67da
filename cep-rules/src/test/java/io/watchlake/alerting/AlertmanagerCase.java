package io.watchlake.alerting;

import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A case of conformance: a routing and what happens, second by second.
 *
 * @param shows what it shows
 * @param route what is configured at the case's own route, a flow of YAML entries
 * @param more further configuration: {@code receiver}, {@code inhibit}, {@code interval}
 * @param steps what happens, such as {@code 0s fire n=a g=x}
 */
record AlertmanagerCase(String shows, String route, Map<String, String> more, List<String> steps) {

  private static final Pattern STEP =
      Pattern.compile("(\\d+(?:\\.\\d)?)s (fire|end|silence|unsilence)(?: (.*))?");

  /** What is done at a time. */
  record Step(long millis, String what, String rest) {}

  static AlertmanagerCase of(String shows, String route, String... steps) {
    return new AlertmanagerCase(shows, route, Map.of(), List.of(steps));
  }

  AlertmanagerCase with(String key, String value) {
    Map<String, String> all = new TreeMap<>(more);
    all.put(key, value);
    return new AlertmanagerCase(shows, route, all, steps);
  }

  List<Step> parsed() {
    List<Step> parsed = new ArrayList<>();
    for (String step : steps) {
      Matcher parts = STEP.matcher(step);
      if (!parts.matches()) {
        throw new IllegalArgumentException(step);
      }
      parsed.add(
          new Step(
              Math.round(Double.parseDouble(parts.group(1)) * 1000),
              parts.group(2),
              parts.group(3) == null ? "" : parts.group(3)));
    }
    return parsed;
  }

  /** The labels of {@code n=a g=x}, with the case's own. */
  static Map<String, String> labels(String text, int number) {
    Map<String, String> labels = new TreeMap<>(Map.of("case", "c" + number));
    for (String pair : text.split(" ")) {
      if (!pair.startsWith("since")) {
        labels.put(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
    }
    return labels;
  }

  /** How long before it is told of an alert has fired, in seconds: {@code since=60}. */
  static long since(String text) {
    Matcher since = Pattern.compile("since=(\\d+)").matcher(text);
    return since.find() ? Long.parseLong(since.group(1)) : 0;
  }

  /** The matchers of {@code n="a" for 4s}, with the case's own. */
  static List<LabelMatcher> matchers(String text, int number) {
    List<LabelMatcher> matchers = new ArrayList<>(Matchers.parse(text.split(" for ")[0]));
    matchers.add(new LabelMatcher("case", Operator.EQUAL, "c" + number));
    return matchers;
  }

  static long silenceSeconds(String text) {
    return Long.parseLong(text.split(" for ")[1].replace("s", ""));
  }

  /**
   * The routing of some cases.
   *
   * @param webhook where receivers are, for Alertmanager; null for ours, which name a channel
   */
  static String configuration(List<AlertmanagerCase> cases, @Nullable String webhook) {
    StringBuilder routes = new StringBuilder();
    StringBuilder receivers = new StringBuilder("- {name: none}\n");
    StringBuilder inhibit = new StringBuilder();
    StringBuilder intervals = new StringBuilder();
    for (int i = 0; i < cases.size(); i++) {
      AlertmanagerCase one = cases.get(i);
      String receiver = "r" + i;
      routes.append(
          "  - {matchers: ['case=\"c%d\"'], %s}%n"
              .formatted(
                  i,
                  ("receiver: RECEIVER, " + one.route())
                      .replace("RECEIVER", receiver)
                      .replace("INTERVAL", "i" + i)));
      for (String suffix : List.of("", "b")) {
        String channel =
            webhook == null
                ? "channels: [{name: webhook%s}]"
                : "webhook_configs: [{url: '%s/%s%s'%%s}]".formatted(webhook, receiver, suffix);
        String settings =
            one.more().containsKey("receiver") ? ", " + one.more().get("receiver") : "";
        receivers.append(
            "- {name: %s%s, %s}%n".formatted(receiver, suffix, channel.formatted(settings)));
      }
      if (one.more().containsKey("inhibit")) {
        inhibit.append(
            "- {%s}%n"
                .formatted(one.more().get("inhibit").replace("CASE", "'case=\"c" + i + "\"'")));
      }
      if (one.more().containsKey("interval")) {
        intervals.append(
            "- {name: i%d, time_intervals: [{%s}]}%n".formatted(i, one.more().get("interval")));
      }
    }
    return "route:\n  receiver: none\n  group_wait: 1s\n  group_interval: 2s\n"
        + "  repeat_interval: 1h\n  routes:\n"
        + routes
        + "receivers:\n"
        + receivers
        + (inhibit.isEmpty() ? "" : "inhibit_rules:\n" + inhibit)
        + (intervals.isEmpty() ? "" : "time_intervals:\n" + intervals);
  }
}
