package io.watchlake.app.alert;

import io.watchlake.alerting.Matchers;
import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.cli.TextOrJson;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import io.watchlake.connectors.alert.client.RuleTopicException;
import io.watchlake.connectors.alert.client.SilenceTopic;
import io.watchlake.connectors.alert.codec.Rfc3339;
import io.watchlake.connectors.alert.codec.SilenceCodec;
import io.watchlake.model.alert.Silence;
import io.watchlake.model.formula.LabelMatcher;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake alerts silence}: that nobody is told of some alerts for some time. */
@Command(
    name = "silence",
    mixinStandardHelpOptions = true,
    description = "Silences alerts for some time, shows silences, ends them.")
final class SilenceCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Without a subcommand there is nothing to do but show what there is. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "name a command");
  }

  /** Silences the alerts that some matchers match. */
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Nobody is told of alerts that all matchers match. Prints the silence's id.")
  void add(
      @Mixin HomeOption home,
      @Parameters(
              paramLabel = "MATCHER",
              arity = "1..*",
              description = "Such as alertname=cpu or 'service=~\"shop|cart\"'.")
          List<String> texts,
      @Option(
              names = "--for",
              required = true,
              paramLabel = "DURATION",
              description = "How long, such as 30m, 2h or 3d.")
          String length,
      @Option(
              names = "--start",
              paramLabel = "TIME",
              description = "From when on, RFC 3339 (default: now).")
          @Nullable String start,
      @Option(
              names = "--author",
              paramLabel = "NAME",
              description = "Whose it is (default: the user of this system).")
          @Nullable String author,
      @Option(
              names = "--comment",
              required = true,
              paramLabel = "TEXT",
              description = "Why alerts are silenced.")
          String comment) {
    long now = now();
    try {
      List<LabelMatcher> matchers = new ArrayList<>();
      texts.forEach(text -> matchers.addAll(Matchers.parse(text)));
      if (matchers.stream().allMatch(matcher -> matcher.matches(""))) {
        throw CommandException.badInput(
            "the matchers match alerts without any of the labels; name at least one value");
      }
      long begin = start == null ? now : Rfc3339.unixNano(start);
      long end = Math.addExact(begin, Length.of(length).toNanos());
      if (end <= now) {
        throw CommandException.badInput("the silence is over already; check --start and --for");
      }
      Silence silence =
          new Silence(
              UUID.randomUUID().toString(),
              matchers,
              begin,
              end,
              author == null ? System.getProperty("user.name", "") : author,
              comment,
              now);
      with(
          home,
          topic -> {
            topic.put(silence);
            return silence;
          });
      out().println(silence.id());
      out().flush();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw CommandException.badInput(
          e.getMessage() + "; see `watchlake alerts silence add --help`");
    }
  }

  /** Shows silences. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Shows the silences that are active or to come.")
  void list(
      @Mixin HomeOption home,
      @Option(names = "--all", description = "Those that are over too.") boolean all,
      @Option(
              names = "--format",
              paramLabel = "text|json",
              defaultValue = "text",
              description = "text (default) for people, json (a line a silence) for programs.")
          String format) {
    boolean json = TextOrJson.isJson(format);
    long now = now();
    with(home, SilenceTopic::all).values().stream()
        .filter(silence -> all || now < silence.endsAtUnixNano())
        .sorted(Comparator.comparingLong(Silence::startsAtUnixNano).thenComparing(Silence::id))
        .map(silence -> json ? json(silence) : text(silence, now))
        .forEach(out()::println);
    out().flush();
  }

  /** Ends a silence. */
  @Command(
      name = "expire",
      mixinStandardHelpOptions = true,
      description = "Ends silences now; those that have not begun never begin.")
  void expire(
      @Mixin HomeOption home,
      @Parameters(paramLabel = "ID", arity = "1..*", description = "The silences' ids.")
          List<String> ids) {
    long now = now();
    with(
        home,
        topic -> {
          Map<String, Silence> known = topic.all();
          List<Silence> ended = new ArrayList<>();
          for (String id : ids) {
            Silence silence = known.get(id);
            if (silence == null) {
              throw CommandException.badInput(
                  "there is no silence "
                      + id
                      + "; `watchlake alerts silence list` shows which there are");
            }
            ended.add(silence.expired(now));
          }
          ended.forEach(topic::put);
          return ids;
        });
  }

  private static String json(Silence silence) {
    return new String(SilenceCodec.encode(silence), StandardCharsets.UTF_8);
  }

  private static String text(Silence silence, long now) {
    String state =
        silence.endsAtUnixNano() <= now
            ? "over"
            : silence.startsAtUnixNano() > now ? "to come" : "active";
    return silence.id()
        + "  "
        + state
        + "  "
        + Rfc3339.text(silence.startsAtUnixNano())
        + " to "
        + Rfc3339.text(silence.endsAtUnixNano())
        + "  "
        + Matchers.show(silence.matchers())
        + "  "
        + silence.createdBy()
        + ": "
        + silence.comment();
  }

  private static long now() {
    return TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static <T> T with(HomeOption home, Function<SilenceTopic, T> task) {
    try {
      return task.apply(
          new SilenceTopic(StackClient.of(home.path()).info().kafkaBootstrap(), new Properties()));
    } catch (StackException | RuleTopicException e) {
      throw CommandException.failed(String.valueOf(e.getMessage()), e);
    }
  }
}
