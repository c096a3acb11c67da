package io.watchlake.alerting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The cases of conformance with Alertmanager. Every route waits 1 s, looks every 2 s and repeats
 * after an hour where it does not say otherwise, so that it looks at 1 s, 3 s and so on.
 */
final class AlertmanagerCases {

  private AlertmanagerCases() {}

  /** The cases as they are on a day: those about time intervals mean it. */
  static List<AlertmanagerCase> of(LocalDate day) {
    List<AlertmanagerCase> cases = new ArrayList<>();
    cases.addAll(grouping());
    cases.addAll(repeating());
    cases.addAll(routing());
    cases.addAll(inhibiting());
    cases.addAll(silencing());
    cases.addAll(intervals());
    return cases.stream().map(one -> on(day, one)).toList();
  }

  private static List<AlertmanagerCase> grouping() {
    return List.of(
        AlertmanagerCase.of("an alert is told after `group_wait`, once", "", "0s fire n=a"),
        AlertmanagerCase.of(
            "alerts that come meanwhile are told together", "", "0s fire n=a", "0.5s fire n=b"),
        AlertmanagerCase.of(
            "what comes later is told at the next look, with the rest",
            "",
            "0s fire n=a",
            "2s fire n=b"),
        AlertmanagerCase.of(
            "`group_interval` counts from the last look",
            "group_interval: 4s",
            "0s fire n=a",
            "2s fire n=b"),
        AlertmanagerCase.of(
            "an alert that has fired for longer than `group_wait` is told at once",
            "group_interval: 4s",
            "0s fire n=a since=60",
            "2s fire n=b"),
        AlertmanagerCase.of(
            "groups by a label",
            "group_by: [g]",
            "0s fire n=a g=x",
            "0s fire n=b g=x",
            "0s fire n=c g=y"),
        AlertmanagerCase.of(
            "each group has its own time",
            "group_by: [g]",
            "0s fire n=a g=x",
            "2s fire n=b g=y",
            "4s fire n=c g=x"),
        AlertmanagerCase.of(
            "a label that is missing is a group too",
            "group_by: [g]",
            "0s fire n=a g=x",
            "0s fire n=b"),
        AlertmanagerCase.of(
            "`...` groups nothing", "group_by: ['...']", "0s fire n=a", "0s fire n=b"),
        AlertmanagerCase.of(
            "alerts are told in the order of job, instance and labels",
            "",
            "0s fire n=a",
            "0s fire n=b job=y instance=1",
            "0s fire n=c job=x instance=2",
            "0s fire n=d job=x instance=1",
            "0s fire n=e a=1",
            "0s fire n=f job=x"));
  }

  private static List<AlertmanagerCase> repeating() {
    return List.of(
        AlertmanagerCase.of(
            "what is over before the first look is not told", "", "0s fire n=a", "0.5s end n=a"),
        AlertmanagerCase.of(
            "what is over is told at the next look, once", "", "0s fire n=a", "2s end n=a"),
        AlertmanagerCase.of(
            "what is over leaves the group",
            "",
            "0s fire n=a",
            "0s fire n=b",
            "2s end n=a",
            "4s end n=b"),
        AlertmanagerCase.of(
            "what fires again is told again", "", "0s fire n=a", "2s end n=a", "4s fire n=a"),
        AlertmanagerCase.of(
            "what was over only between two looks is not told",
            "",
            "0s fire n=a",
            "2s end n=a",
            "2.4s fire n=a"),
        AlertmanagerCase.of(
            "what fired only between two looks is told as over where others fire",
            "",
            "0s fire n=a",
            "2s fire n=b",
            "2.4s end n=b"),
        AlertmanagerCase.of(
                "without `send_resolved` nobody is told of what is over",
                "",
                "0s fire n=a",
                "0s fire n=b",
                "2s end n=a",
                "4s end n=b")
            .with("receiver", "send_resolved: false"),
        AlertmanagerCase.of(
                "but what fires again is told again",
                "",
                "0s fire n=a",
                "2s end n=a",
                "4s fire n=a")
            .with("receiver", "send_resolved: false"),
        AlertmanagerCase.of(
                "and what else is told leaves out what is over",
                "",
                "0s fire n=a",
                "0s fire n=b",
                "2s end n=a",
                "2s fire n=c")
            .with("receiver", "send_resolved: false"),
        AlertmanagerCase.of(
            "the same is told again at the first look after `repeat_interval`",
            "repeat_interval: 3s",
            "0s fire n=a"),
        AlertmanagerCase.of(
            "which begins anew with all that is told",
            "repeat_interval: 5s",
            "0s fire n=a",
            "4s fire n=b"),
        AlertmanagerCase.of(
            "a `repeat_interval` shorter than `group_interval` waits for it",
            "group_interval: 4s, repeat_interval: 1s",
            "0s fire n=a"));
  }

  private static List<AlertmanagerCase> routing() {
    return List.of(
        AlertmanagerCase.of(
            "the first child that matches takes it",
            "routes: [{matchers: ['n=\"a\"'], receiver: RECEIVERb}, {receiver: RECEIVER}]",
            "0s fire n=a",
            "0s fire n=b"),
        AlertmanagerCase.of(
            "with `continue` those after it too",
            "routes: [{matchers: ['n=\"a\"'], receiver: RECEIVERb, continue: true},"
                + " {receiver: RECEIVER}]",
            "0s fire n=a",
            "0s fire n=b"),
        AlertmanagerCase.of(
            "where no child matches the node itself takes it",
            "routes: [{matchers: ['n=\"a\"'], receiver: RECEIVERb}]",
            "0s fire n=b"),
        AlertmanagerCase.of(
            "children inherit, and say otherwise",
            "group_by: [g], routes: [{matchers: ['n=\"a\"'], group_interval: 4s},"
                + " {matchers: ['n=\"b\"'], group_by: [n], receiver: RECEIVERb}]",
            "0s fire n=a g=x",
            "0s fire n=b g=x",
            "2s fire n=a g=x h=1",
            "2s fire n=b g=y"),
        AlertmanagerCase.of(
            "`!=` and `!~` match a label that is missing",
            "routes: [{matchers: [\"g!=x\", 'h!~\"y|z\"'], receiver: RECEIVERb}]",
            "0s fire n=a",
            "0s fire n=b g=x",
            "0s fire n=c h=z",
            "0s fire n=d g=y h=x"),
        AlertmanagerCase.of(
            "an expression must match the whole value",
            "routes: [{matchers: ['g=~\"x.\"'], receiver: RECEIVERb}]",
            "0s fire n=a g=xy",
            "0s fire n=b g=xyz"),
        AlertmanagerCase.of(
            "`match` and `match_re` are matchers",
            "routes: [{match: {g: x}, match_re: {h: y|z}, receiver: RECEIVERb}]",
            "0s fire n=a g=x h=z",
            "0s fire n=b g=x h=zz"),
        AlertmanagerCase.of(
            "siblings with the same matchers are groups of their own",
            "routes: [{receiver: RECEIVER, continue: true}, {receiver: RECEIVERb}]",
            "0s fire n=a"));
  }

  private static List<AlertmanagerCase> inhibiting() {
    String rule =
        "source_matchers: [CASE, 'n=\"s\"'], target_matchers: [CASE, 'n=\"t\"'], equal: [g]";
    return List.of(
        AlertmanagerCase.of(
                "a source inhibits a target of equal labels",
                "group_by: [n]",
                "0s fire n=s g=x",
                "0s fire n=t g=x",
                "0s fire n=t g=y")
            .with("inhibit", rule),
        AlertmanagerCase.of(
                "labels that both lack are equal", "group_by: [n]", "0s fire n=s", "0s fire n=t")
            .with("inhibit", rule),
        AlertmanagerCase.of(
                "a label that is missing is not equal to one that is there",
                "group_by: [n]",
                "0s fire n=s",
                "0s fire n=t g=x")
            .with("inhibit", rule),
        AlertmanagerCase.of(
                "what is inhibited is told when the source is over",
                "group_by: [n]",
                "0s fire n=s g=x",
                "0s fire n=t g=x",
                "2s end n=s g=x")
            .with("inhibit", rule),
        AlertmanagerCase.of(
                "the end of what is inhibited is not told",
                "group_by: [n]",
                "0s fire n=t g=x",
                "2s fire n=s g=x",
                "4s end n=t g=x")
            .with("inhibit", rule),
        AlertmanagerCase.of(
                "what is inhibited meanwhile is not told again afterwards",
                "group_by: [n]",
                "0s fire n=t g=x",
                "2s fire n=s g=x",
                "4s end n=s g=x")
            .with("inhibit", rule),
        AlertmanagerCase.of(
                "what matches both sides does not inhibit itself or its like",
                "",
                "0s fire n=a g=x",
                "0s fire n=b g=x")
            .with("inhibit", "source_matchers: [CASE], target_matchers: [CASE], equal: [g]"));
  }

  private static List<AlertmanagerCase> silencing() {
    return List.of(
        AlertmanagerCase.of(
            "a silenced alert is not told, others of its group are",
            "",
            "0s silence n=\"a\" for 60s",
            "0s fire n=a",
            "0s fire n=b"),
        AlertmanagerCase.of(
            "it is told when the silence is over", "", "0s silence n=\"a\" for 4s", "0s fire n=a"),
        AlertmanagerCase.of(
            "or expired by hand", "", "0s silence n=\"a\" for 60s", "0s fire n=a", "2s unsilence"),
        AlertmanagerCase.of(
            "what was told before is not told again after the silence",
            "",
            "0s fire n=a",
            "2s silence n=\"a\" for 4s"),
        AlertmanagerCase.of(
            "what is over in the silence is not told",
            "",
            "0s fire n=a",
            "2s silence n=\"a\" for 60s",
            "4s end n=a"),
        AlertmanagerCase.of(
            "all matchers of a silence must match",
            "",
            "0s silence n=~\"a|b\", g!=\"x\" for 60s",
            "0s fire n=a g=x",
            "0s fire n=b",
            "0s fire n=c"));
  }

  private static List<AlertmanagerCase> intervals() {
    String mute = "routes: [{receiver: RECEIVER, mute_time_intervals: [INTERVAL]}]";
    String active = "routes: [{receiver: RECEIVER, active_time_intervals: [INTERVAL]}]";
    return List.of(
        interval("mute on this day of the week", mute, "weekdays: [WEEKDAY]"),
        interval("not mute on another", mute, "weekdays: [OTHERDAY]"),
        interval("active on this day of the week", active, "weekdays: [WEEKDAY]"),
        interval("not active on another", active, "weekdays: [OTHERDAY]"),
        interval("mute on this day of the month", mute, "days_of_month: ['DAY']"),
        interval("counted from its end", mute, "days_of_month: ['BACKDAY:-1']"),
        interval("not mute on the days after it", mute, "days_of_month: ['AFTERDAY:-1']"),
        interval("mute in this month, by its name", mute, "months: [MONTH]"),
        interval("or its number, in this year", mute, "months: ['NUMBER'], years: ['YEAR:2999']"),
        interval("not mute in another year", mute, "years: ['2000:2001']"),
        interval(
            "all kinds of ranges must hold", mute, "weekdays: [WEEKDAY], years: ['2000:2001']"),
        interval(
            "mute at all times of the day in Sydney",
            mute,
            "times: [{start_time: '00:00', end_time: '24:00'}], location: Australia/Sydney"));
  }

  private static AlertmanagerCase interval(String shows, String route, String interval) {
    return AlertmanagerCase.of(shows, route, "0s fire n=a", "2s fire n=b")
        .with("interval", interval);
  }

  private static AlertmanagerCase on(LocalDate day, AlertmanagerCase one) {
    String interval = one.more().get("interval");
    if (interval == null) {
      return one;
    }
    int back = day.getDayOfMonth() - day.lengthOfMonth() - 1;
    Map<String, String> words =
        Map.of(
            "WEEKDAY",
            AlertmanagerConformanceTest.weekday(day),
            "OTHERDAY",
            AlertmanagerConformanceTest.weekday(day.plusDays(3)),
            "BACKDAY",
            String.valueOf(back),
            "MONTH",
            day.getMonth().name().toLowerCase(Locale.ROOT),
            "NUMBER",
            String.valueOf(day.getMonthValue()),
            "YEAR",
            String.valueOf(day.getYear()));
    String filled = interval;
    // On the last day there is none after it: any other day does as well.
    filled = filled.replace("AFTERDAY:-1", back == -1 ? "1:2" : back + 1 + ":-1");
    for (Map.Entry<String, String> word : words.entrySet()) {
      filled = filled.replace(word.getKey(), word.getValue());
    }
    filled = filled.replace("'DAY'", "'" + day.getDayOfMonth() + "'");
    return one.with("interval", filled).with("shown", interval);
  }

  /** A case's configuration as it is told to people, the same on every day. */
  static String shown(AlertmanagerCase one) {
    List<String> shown = new ArrayList<>();
    for (String part :
        List.of(
            one.route(),
            one.more().getOrDefault("receiver", ""),
            one.more().getOrDefault("inhibit", ""),
            one.more().getOrDefault("shown", ""))) {
      if (!part.isEmpty()) {
        shown.add(
            part.replace("RECEIVERb", "other")
                .replace("RECEIVER", "this")
                .replace("INTERVAL", "these")
                .replace("CASE, ", "")
                .replace("[CASE]", "[]"));
      }
    }
    return String.join("; ", shown);
  }
}
