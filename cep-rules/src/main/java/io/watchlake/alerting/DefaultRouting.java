package io.watchlake.alerting;

import io.watchlake.alerting.Receiver.Channel;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.formula.LabelMatcher.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The routing where none is configured, from channels alone: each channel is a receiver of its own
 * name. An alert goes to the channels that its rule names, and where its rule names none, to those
 * that are usual for its severity.
 */
public final class DefaultRouting {

  /**
   * A label that matchers may use though alerts do not have it: the channels that the alert's rule
   * names, with commas between them. It is in no group and in no fingerprint.
   */
  public static final String CHANNELS_LABEL = "__channels__";

  /** The receiver of alerts that go nowhere. */
  static final String NOBODY = "nobody";

  /** In the order of names, so that the same channels give the same tree. */
  private static final SortedMap<String, List<String>> BY_SEVERITY =
      new TreeMap<>(
          Map.of(
              "critical", List.of("pagerduty", "slack"),
              "warning", List.of("email", "slack"),
              "info", List.of("email")));

  private DefaultRouting() {}

  /**
   * The routing over some channels.
   *
   * @param channels their kinds, such as {@code email}, each once
   */
  public static Alerting of(List<String> channels) {
    List<Receiver> receivers = new ArrayList<>(List.of(new Receiver(NOBODY, List.of())));
    List<Route> routes = new ArrayList<>();
    for (String channel : channels) {
      receivers.add(new Receiver(channel, List.of(new Channel(channel, true))));
      routes.add(
          to(
              channel,
              List.of(
                  new LabelMatcher(
                      CHANNELS_LABEL, Operator.MATCHES, "(.*,)?" + channel + "(,.*)?"))));
    }
    BY_SEVERITY.forEach(
        (severity, usual) -> {
          List<String> there = usual.stream().filter(channels::contains).toList();
          for (String channel : there.isEmpty() ? channels : there) {
            routes.add(
                to(
                    channel,
                    List.of(
                        new LabelMatcher(CHANNELS_LABEL, Operator.EQUAL, ""),
                        new LabelMatcher("severity", Operator.EQUAL, severity))));
          }
        });
    Route root = route(NOBODY, List.of("alertname", "service"), List.of(), false, routes);
    return new Alerting(root, receivers, List.of(), Map.of(), List.of(), List.of(), null, "");
  }

  private static Route to(String receiver, List<LabelMatcher> matchers) {
    return route(receiver, null, matchers, true, List.of());
  }

  private static Route route(
      String receiver,
      @Nullable List<String> groupBy,
      List<LabelMatcher> matchers,
      boolean goesOn,
      List<Route> routes) {
    return new Route(
        receiver, groupBy, matchers, goesOn, null, null, null, List.of(), List.of(), routes);
  }
}
