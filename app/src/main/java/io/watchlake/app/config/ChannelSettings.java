package io.watchlake.app.config;

import io.watchlake.app.config.ChannelSection.Incomplete;
import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.app.config.Problem.Severity;
import io.watchlake.app.template.Defaults;
import io.watchlake.app.template.Escaping;
import io.watchlake.app.template.NotificationFields;
import io.watchlake.app.template.Template;
import io.watchlake.app.template.TemplateException;
import io.watchlake.connectors.channel.client.Trust;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Makes the channels from what a configuration says, and tells what is wrong with them. */
final class ChannelSettings {

  private final Values values;
  private final Path folder;

  /**
   * @param folder what paths in the configuration are relative to
   */
  ChannelSettings(Values values, Path folder) {
    this.values = values;
    this.folder = folder;
  }

  /** The settings; channels that lack something are told of beside those that do not. */
  Alerting read() {
    Map<String, Channel> channels = new TreeMap<>();
    Map<String, String> unusable = new TreeMap<>();
    Set<String> disabled = new TreeSet<>();
    for (String name : names()) {
      ChannelSection section = section(name);
      if (!section.enabled()) {
        disabled.add(name);
        continue;
      }
      try {
        channels.put(name, section.read());
      } catch (Incomplete e) {
        unusable.put(name, e.getMessage() + "; say it in " + path(name, e.key()));
      }
    }
    return new Alerting(
        values.get(ChannelKeys.TIMEOUT),
        values.get(ChannelKeys.RETRIES),
        values.get(ChannelKeys.RETRY_DELAY),
        values.get(ChannelKeys.MAX_AGE),
        channels,
        unusable,
        disabled,
        AlertingKeys.channelsByReceiver(values));
  }

  private ChannelSection section(String name) {
    return new ChannelSection(values, name, folder);
  }

  /** The channels that are spoken of, in either place. */
  Set<String> names() {
    Set<String> names = new TreeSet<>();
    ChannelKeys.types().keySet().forEach(key -> names.addAll(values.named(key).keySet()));
    for (Key<?> key : ChannelKeys.alerting()) {
      // That a channel is not switched off says nothing of it.
      boolean says = values.given(key) && !values.find(key).equals(Optional.of(true));
      if (says && key.path().startsWith("monitoring.alerting.channels.")) {
        names.add(key.names().get(3));
      }
    }
    return names;
  }

  /**
   * What is right key by key but wrong together.
   *
   * @param places of keys that name one place
   * @param byName of keys with a {@code *}, by what stands there
   * @param known what is wrong with single keys
   */
  List<Problem> problems(
      Map<Key<?>, Node> places, Map<Key<?>, Map<String, Node>> byName, List<Problem> known) {
    List<Problem> problems = new ArrayList<>();
    for (String name : names()) {
      ChannelSection section = section(name);
      Optional<ChannelType> type = section.type();
      if (type.isEmpty()) {
        problem(
            problems,
            Severity.ERROR,
            first(name, places, byName),
            "notification_channels." + name,
            "it is not said what kind of channel it is",
            "write `type:` and one of " + String.join(", ", ChannelType.labels()));
        continue;
      }
      ChannelKeys.types()
          .forEach(
              (key, types) -> {
                Node place = byName.getOrDefault(key, Map.of()).get(name);
                if (place != null && !types.contains(type.get())) {
                  problem(
                      problems,
                      Severity.ERROR,
                      place,
                      key.path().replace("*", name),
                      "a channel of type " + type.get().label() + " has none",
                      "remove it, or say another `type:`");
                }
              });
      secrets(name, byName, problems);
      server(name, byName, problems);
      clearText(name, byName, problems);
      files(name, byName, problems);
      if (section.enabled()) {
        try {
          Channel unused = section.read();
        } catch (Incomplete e) {
          if (!(e.isSecret() && isText(name)) && !isFaulty(name, known)) {
            problem(
                problems,
                Severity.WARNING,
                first(name, places, byName),
                path(name, ""),
                "nothing is sent by it: " + e.getMessage(),
                "say it in " + path(name, e.key()));
          }
        }
      }
    }
    return problems;
  }

  private static String path(String name, String key) {
    return "notification_channels." + name + (key.isEmpty() ? "" : "." + key);
  }

  /** Whether what is missing may be what is there and wrong. */
  private static boolean isFaulty(String name, List<Problem> known) {
    return known.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .anyMatch(
            problem ->
                problem.key().startsWith(path(name, "") + '.')
                    || problem.key().startsWith("monitoring.alerting.channels." + name + '.'));
  }

  /** Whether a secret of it stands in the file, of which the reader is told already. */
  private boolean isText(String name) {
    boolean own =
        ChannelKeys.types().keySet().stream()
            .filter(key -> key.type().secret())
            .anyMatch(key -> values.named(key).containsKey(name));
    boolean main =
        ChannelKeys.alerting().stream()
            .filter(key -> key.type().secret() && key.names().contains(name))
            .anyMatch(values::given);
    return own || main;
  }

  private void secrets(String name, Map<Key<?>, Map<String, Node>> byName, List<Problem> problems) {
    for (SecretKeys secret :
        List.of(
            ChannelKeys.PASSWORD,
            ChannelKeys.WEBHOOK_URL,
            ChannelKeys.INTEGRATION_KEY,
            ChannelKeys.AUTHORIZATION)) {
      onlyOne(secret.all(), name, byName, problems);
    }
    onlyOne(
        List.of(ChannelKeys.URL, ChannelKeys.URL_ENV, ChannelKeys.URL_FILE),
        name,
        byName,
        problems);
  }

  private static void onlyOne(
      List<? extends Key<?>> keys,
      String name,
      Map<Key<?>, Map<String, Node>> byName,
      List<Problem> problems) {
    Stream<? extends Key<?>> given =
        keys.stream().filter(key -> byName.getOrDefault(key, Map.of()).containsKey(name));
    given
        .skip(1)
        .forEach(
            key ->
                problem(
                    problems,
                    Severity.ERROR,
                    byName.getOrDefault(key, Map.of()).get(name),
                    key.path().replace("*", name),
                    "one of several ways to give the same thing",
                    "keep one"));
  }

  /** The two places may both name the server; they must mean the same one. */
  private void server(String name, Map<Key<?>, Map<String, Node>> byName, List<Problem> problems) {
    if (!name.equals(ChannelType.EMAIL.label())) {
      return;
    }
    Node place = byName.getOrDefault(ChannelKeys.SMTP_SERVER, Map.of()).get(name);
    Optional<String> own = values.find(ChannelKeys.SMTP_SERVER, name);
    Optional<String> main = values.find(ChannelKeys.EMAIL_HOST);
    if (place != null && main.isPresent() && !own.equals(main)) {
      problem(
          problems,
          Severity.ERROR,
          place,
          path(name, "smtp_server"),
          "another server than " + ChannelKeys.EMAIL_HOST.path(),
          "name the server once");
    }
  }

  private void clearText(
      String name, Map<Key<?>, Map<String, Node>> byName, List<Problem> problems) {
    Node user = byName.getOrDefault(ChannelKeys.USERNAME, Map.of()).get(name);
    if (user != null && values.find(ChannelKeys.TLS, name).filter("none"::equals).isPresent()) {
      problem(
          problems,
          Severity.ERROR,
          user,
          path(name, "username"),
          "the password would go over the wire in the clear",
          "say `tls: starttls` or `tls: tls`, or log in as nobody");
    }
  }

  /** Files may change while everything runs, so what is wrong with them is no reason not to. */
  private void files(String name, Map<Key<?>, Map<String, Node>> byName, List<Problem> problems) {
    Node ca = byName.getOrDefault(ChannelKeys.CA_FILE, Map.of()).get(name);
    if (ca != null) {
      Path file = folder.resolve(values.find(ChannelKeys.CA_FILE, name).orElse(""));
      try {
        Trust.in(file);
      } catch (IOException e) {
        problem(
            problems,
            Severity.WARNING,
            ca,
            path(name, "ca_file"),
            "nothing is sent by it: " + said(e),
            "name a file of certificates in PEM");
      }
    }
    Node templates = byName.getOrDefault(ChannelKeys.TEMPLATES, Map.of()).get(name);
    if (templates != null) {
      for (String template : values.find(ChannelKeys.TEMPLATES, name).orElse(List.of())) {
        template(folder.resolve(template))
            .ifPresent(
                fault ->
                    problem(
                        problems,
                        Severity.WARNING,
                        templates,
                        path(name, "templates"),
                        fault,
                        "until it is put right, the built-in template is used"));
      }
    }
  }

  private static Optional<String> template(Path file) {
    try {
      String text = Defaults.read(file);
      Template.parse(String.valueOf(file.getFileName()), text, Escaping.HTML)
          .fill(NotificationFields.example());
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot be read: " + said(e));
    } catch (TemplateException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }

  private static String said(Exception e) {
    return e instanceof NoSuchFileException
        ? "there is no " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  private static @Nullable Node first(
      String name, Map<Key<?>, Node> places, Map<Key<?>, Map<String, Node>> byName) {
    Stream<Node> own =
        byName.entrySet().stream()
            .filter(entry -> ChannelKeys.types().containsKey(entry.getKey()))
            .flatMap(entry -> Stream.ofNullable(entry.getValue().get(name)));
    Stream<Node> main =
        ChannelKeys.alerting().stream()
            .filter(key -> key.names().contains(name))
            .flatMap(key -> Stream.ofNullable(places.get(key)));
    return Stream.concat(own, main)
        .min(Comparator.comparing(node -> node.getStartMark().map(Mark::getLine).orElse(0)))
        .orElse(null);
  }

  private static void problem(
      List<Problem> problems,
      Severity severity,
      @Nullable Node place,
      String key,
      String message,
      String advice) {
    Optional<Mark> mark = Optional.ofNullable(place).flatMap(Node::getStartMark);
    problems.add(
        new Problem(
            severity,
            mark.map(at -> at.getLine() + 1).orElse(0),
            mark.map(at -> at.getColumn() + 1).orElse(0),
            key,
            message,
            advice));
  }
}
