package io.watchlake.app.alert;

import io.watchlake.alerting.Matchers;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.connectors.alert.client.AcknowledgementTopic;
import io.watchlake.connectors.alert.client.RuleTopicException;
import io.watchlake.connectors.alert.codec.Rfc3339;
import io.watchlake.connectors.signal.client.AnomalyClient;
import io.watchlake.connectors.signal.client.AnomalyException;
import io.watchlake.model.Timeline;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.Alert;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.signal.SignalKind;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake alerts ack}: that somebody takes care of alerts. */
@Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    description = {
      "Says that somebody takes care of alerts that fire: they are not told again, until they are",
      "over or the time has passed. What fires later is told."
    })
final class AcknowledgeCommand implements Runnable {

  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
  private static final Duration USUAL = Duration.ofDays(7);

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private HomeOption home = new HomeOption();

  @Parameters(
      paramLabel = "FINGERPRINT|MATCHER",
      arity = "1..*",
      description = {
        "Fingerprints of alerts, as 'alerts list' shows them; or matchers such as service=shop:",
        "then all alerts are meant that fire now and that all matchers match."
      })
  private List<String> which = new ArrayList<>();

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      description = "For how long at most, such as 30m, 2h or 3d (default: 7d).")
  private @Nullable String length;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Until when at most, RFC 3339, instead of --for.")
  private @Nullable String until;

  @Option(
      names = "--by",
      paramLabel = "NAME",
      description = "Who takes care (default: the user of this system).")
  private @Nullable String by;

  @Option(
      names = "--comment",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "What others should know.")
  private String comment = "";

  @Option(
      names = "--false-positive",
      description = {
        "Says too that the anomalies that the alerts rest on are none, as",
        "'anomalies false-positive' does."
      })
  private boolean falsePositive;

  @Option(names = "--undo", description = "Takes back what was acknowledged.")
  private boolean undo;

  @Override
  public void run() {
    long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
    long end = end(now);
    if (undo && (falsePositive || length != null || until != null)) {
      throw CommandException.badInput("--undo goes alone: it only takes back");
    }
    List<LabelMatcher> matchers = matchers();
    String kafka = KnownAlerts.kafka(home);
    List<Meant> meant = meant(KnownAlerts.latest(kafka), matchers);
    try {
      AcknowledgementTopic topic = new AcknowledgementTopic(kafka, new Properties());
      if (undo) {
        topic.remove(meant.stream().map(Meant::fingerprint).toList());
      } else {
        if (falsePositive) {
          none(new AnomalyClient(kafka, Timeline.LIVE), meant, now);
        }
        topic.put(meant.stream().map(one -> said(one, now, end)).toList());
      }
    } catch (RuleTopicException | AnomalyException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
    PrintWriter out = spec.commandLine().getOut();
    meant.forEach(one -> out.println(one.fingerprint() + "  " + one.labels()));
    out.flush();
  }

  /**
   * What is acknowledged.
   *
   * @param alert null where it began before all that is still in the topic
   */
  private record Meant(String fingerprint, @Nullable Alert alert) {

    String labels() {
      return alert == null ? "(older than what alerts list knows)" : alert.labels().toString();
    }
  }

  private long end(long now) {
    if (length != null && until != null) {
      throw CommandException.badInput("give --for or --until, not both");
    }
    try {
      long end =
          until != null
              ? Rfc3339.unixNano(until)
              : Math.addExact(now, (length == null ? USUAL : Length.of(length)).toNanos());
      if (end <= now) {
        throw CommandException.badInput("the time has passed already; check --for and --until");
      }
      return end;
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw CommandException.badInput(e.getMessage() + "; see `watchlake alerts ack --help`");
    }
  }

  /** None where alerts are named by their fingerprints. */
  private List<LabelMatcher> matchers() {
    if (which.stream().allMatch(one -> FINGERPRINT.matcher(one).matches())) {
      return List.of();
    }
    List<LabelMatcher> matchers = new ArrayList<>();
    try {
      which.forEach(text -> matchers.addAll(Matchers.parse(text)));
    } catch (IllegalArgumentException e) {
      throw CommandException.badInput(
          e.getMessage() + ", and no fingerprint; see `watchlake alerts ack --help`");
    }
    return matchers;
  }

  private List<Meant> meant(List<Alert> latest, List<LabelMatcher> matchers) {
    if (!matchers.isEmpty()) {
      List<Meant> matched =
          latest.stream()
              .filter(KnownAlerts::fires)
              .filter(alert -> Matchers.all(matchers, alert.labels()))
              .map(alert -> new Meant(alert.fingerprint(), alert))
              .toList();
      if (matched.isEmpty()) {
        throw CommandException.badInput(
            "no alert fires that "
                + Matchers.show(matchers)
                + " matches; see ./watchlake alerts list");
      }
      return matched;
    }
    Map<String, Alert> known = new TreeMap<>();
    latest.stream()
        .filter(alert -> !alert.shadow())
        .forEach(alert -> known.put(alert.fingerprint(), alert));
    return which.stream()
        .map(
            fingerprint -> {
              Alert alert = known.get(fingerprint);
              if (alert != null && !KnownAlerts.fires(alert)) {
                throw CommandException.badInput(
                    "the alert "
                        + fingerprint
                        + " does not fire: it is "
                        + alert.status().code()
                        + "; see ./watchlake alerts list");
              }
              return new Meant(fingerprint, alert);
            })
        .toList();
  }

  private Acknowledgement said(Meant meant, long now, long end) {
    // Where a clock is ahead, an alert may begin after what is now here.
    long begin = meant.alert() == null ? now : Math.max(now, meant.alert().timeUnixNano());
    return new Acknowledgement(
        meant.fingerprint(),
        begin,
        Math.max(end, begin),
        by == null ? System.getProperty("user.name", "") : by,
        comment);
  }

  private void none(AnomalyClient client, List<Meant> meant, long now) {
    Map<String, Anomaly> known = client.all();
    List<FalsePositive> said =
        meant.stream()
            .map(Meant::alert)
            .filter(Objects::nonNull)
            .flatMap(alert -> alert.evidence().values().stream())
            .flatMap(signals -> List.of(signals.split(",")).stream())
            .filter(signal -> signal.startsWith(SignalKind.ANOMALY.code() + '/'))
            .map(signal -> known.get(signal.substring(SignalKind.ANOMALY.code().length() + 1)))
            .filter(Objects::nonNull)
            .distinct()
            .map(anomaly -> FalsePositive.of(anomaly, now, by == null ? "" : by))
            .toList();
    if (said.isEmpty()) {
      throw CommandException.badInput(
          "none of these alerts rests on an anomaly of the last days;"
              + " acknowledge them without --false-positive");
    }
    client.put(said);
  }
}
