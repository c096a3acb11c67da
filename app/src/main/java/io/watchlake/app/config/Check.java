package io.watchlake.app.config;

import io.watchlake.app.config.Problem.Severity;
import io.watchlake.jobs.delivery.calc.Definition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Everything there is to say about a configuration file.
 *
 * @param problems errors and warnings, in the order of the file
 * @param entries each key in the file, in its order
 * @param values what the file gives, where it is right
 */
record Check(List<Problem> problems, List<Entry> entries, Values values) {

  private static final String SEVERAL_WAYS = "one of several ways to give the same secret";

  /** Whether a key of a file has an effect. */
  enum Status {
    USED("used"),
    NOT_USED("not used"),
    UNKNOWN("unknown"),
    INVALID("invalid");

    private final String word;

    Status(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * A key found in a file.
   *
   * @param line its line, from 1
   * @param column its column, from 1
   * @param key its path
   * @param why what uses it, or why nothing does
   */
  record Entry(int line, int column, String key, Status status, String why) {}

  static Check of(Path file) {
    YamlFile yaml = YamlFile.read(file);
    if (!yaml.problems().isEmpty()) {
      return new Check(yaml.problems(), List.of(), Values.DEFAULTS);
    }
    Walker walker = new Walker();
    if (yaml.root() != null) {
      walker.walk(yaml.root());
    }
    Values values = walker.values();
    List<Problem> problems = new ArrayList<>(walker.problems());
    problems.addAll(together(values, walker.places()));
    ChannelSettings channels = new ChannelSettings(values, Settings.folder(file));
    problems.addAll(channels.problems(walker.places(), walker.placesByName(), walker.problems()));
    problems.addAll(
        AlertingKeys.problems(values, walker.places(), channels.names(), Settings.folder(file)));
    problems.sort(Comparator.comparingInt(Problem::line).thenComparingInt(Problem::column));
    return new Check(List.copyOf(problems), walker.entries(), values);
  }

  List<Problem> errors() {
    return problems.stream().filter(problem -> problem.severity() == Severity.ERROR).toList();
  }

  List<Problem> warnings() {
    return problems.stream().filter(problem -> problem.severity() == Severity.WARNING).toList();
  }

  /** What is right key by key but wrong together. */
  private static List<Problem> together(Values values, Map<Key<?>, Node> places) {
    List<Problem> problems = new ArrayList<>();
    Map<Integer, Key<Integer>> taken = new HashMap<>();
    // Ports that stand in the file come last: they are the ones to point at.
    List<Key<Integer>> ports = new ArrayList<>(StackKeys.PORTS);
    ports.sort(Comparator.comparing(values::given));
    for (Key<Integer> port : ports) {
      Key<Integer> other = taken.putIfAbsent(values.get(port), port);
      Node place = places.get(port);
      if (other != null && place != null) {
        problems.add(
            at(
                place,
                port,
                values.get(port) + " is the port of " + other.path() + " too",
                "give each its own"));
      }
    }
    if (values.get(StoreKeys.SEARCH_NODE).equals("external")
        && values.find(StoreKeys.SEARCH_HOSTS).filter(hosts -> !hosts.isEmpty()).isEmpty()) {
      Node place = places.get(StoreKeys.SEARCH_NODE);
      if (place != null) {
        problems.add(
            at(
                place,
                StoreKeys.SEARCH_NODE,
                "no external search node is named",
                "name it in " + StoreKeys.SEARCH_HOSTS.path()));
      }
    }
    Key<DataSize> smaller = StackKeys.INGEST_MAX_BODY;
    for (Key<DataSize> larger :
        List.of(StackKeys.INGEST_MAX_REQUEST, StackKeys.INGEST_MAX_IN_FLIGHT)) {
      if (values.get(larger).compareTo(values.get(smaller)) < 0) {
        Key<DataSize> told = values.given(larger) ? larger : smaller;
        Node place = places.get(told);
        if (place != null) {
          problems.add(
              at(
                  place,
                  told,
                  larger.path() + " is less than " + smaller.path(),
                  "let it be at least " + values.get(smaller)));
        }
      }
      smaller = larger;
    }
    problems.addAll(catalog(values, places));
    Node definition = places.get(DeliveryKeys.DEFINITION);
    String selected = values.get(DeliveryKeys.DEFINITION);
    if (definition != null
        && !selected.equals(Definition.STANDARD_NAME)
        && !values.get(DeliveryKeys.DEFINITIONS).containsKey(selected)) {
      problems.add(
          at(
              definition,
              DeliveryKeys.DEFINITION,
              "there is no definition " + Yaml.quoted(selected),
              "write 'standard' or a name in " + DeliveryKeys.DEFINITIONS.path()));
    }
    for (WebhookKeys.SecretPlace secret : WebhookKeys.places()) {
      Node second = places.get(secret.file());
      if (second != null && values.given(secret.environment())) {
        problems.add(at(second, secret.file(), SEVERAL_WAYS, "keep one"));
      }
    }
    Node header = places.get(StoreKeys.INFLUXDB_AUTHORIZATION_FILE);
    if (header != null && values.given(StoreKeys.INFLUXDB_AUTHORIZATION_ENV)) {
      problems.add(at(header, StoreKeys.INFLUXDB_AUTHORIZATION_FILE, SEVERAL_WAYS, "keep one"));
    }
    List<SecretKeys> secrets = new ArrayList<>(SeedKeys.secrets());
    secrets.addAll(
        List.of(ChannelKeys.EMAIL_PASSWORD, ChannelKeys.SLACK_URL, ChannelKeys.PAGERDUTY_KEY));
    for (SecretKeys secret : secrets) {
      if (secret.given(values) > 1) {
        for (Key<?> key : secret.all()) {
          Node place = places.get(key);
          if (place != null) {
            problems.add(at(place, key, SEVERAL_WAYS, "keep one"));
          }
        }
      }
    }
    return problems;
  }

  /** Who we are to a database means nothing to the file that SQLite is. */
  private static List<Problem> catalog(Values values, Map<Key<?>, Node> places) {
    List<Problem> problems = new ArrayList<>();
    boolean database =
        values
            .find(StoreKeys.CATALOG_URI)
            .filter(uri -> !uri.startsWith("jdbc:sqlite:"))
            .isPresent();
    for (Key<String> key :
        List.of(
            StoreKeys.CATALOG_USER,
            StoreKeys.CATALOG_PASSWORD_ENV,
            StoreKeys.CATALOG_PASSWORD_FILE)) {
      Node place = places.get(key);
      if (place != null && !database) {
        problems.add(
            at(
                place,
                key,
                "SQLite knows no users",
                "name a database in " + StoreKeys.CATALOG_URI.path()));
      }
    }
    Node second = places.get(StoreKeys.CATALOG_PASSWORD_FILE);
    if (second != null && values.given(StoreKeys.CATALOG_PASSWORD_ENV)) {
      problems.add(at(second, StoreKeys.CATALOG_PASSWORD_FILE, SEVERAL_WAYS, "keep one"));
    }
    return problems;
  }

  private static Problem at(Node place, Key<?> key, String message, String advice) {
    Mark mark = place.getStartMark().orElseThrow();
    return new Problem(
        Severity.ERROR, mark.getLine() + 1, mark.getColumn() + 1, key.path(), message, advice);
  }
}
