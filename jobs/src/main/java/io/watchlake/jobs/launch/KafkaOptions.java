package io.watchlake.jobs.launch;

import java.io.Serializable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * How Kafka is reached. Travels inside job graphs, so it never holds a secret: a property whose
 * value is one is written {@code ${env:NAME}}, and the Kafka client reads the environment variable
 * where it runs.
 *
 * @param bootstrapServers {@code host:port,…}
 * @param properties further properties of every Kafka client, such as {@code security.protocol}
 */
public record KafkaOptions(String bootstrapServers, Map<String, String> properties)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final List<String> SECRET_WORDS = List.of("password", "secret", "jaas", "token");

  public KafkaOptions {
    properties = Map.copyOf(properties);
  }

  /** Reads {@code --kafka} and any {@code --kafka-property name=value}. */
  public static KafkaOptions of(Arguments arguments) {
    String servers = arguments.required("kafka");
    Map<String, String> properties = arguments.properties("kafka-property");
    properties.forEach(
        (name, value) -> {
          if (isSecret(name) && !value.contains("${env:")) {
            arguments.problem(
                "--kafka-property "
                    + name
                    + " holds a secret: put it into an environment variable of the cluster and"
                    + " give "
                    + name
                    + "=${env:NAME}");
          }
        });
    return new KafkaOptions(servers, properties);
  }

  private static boolean isSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    // A location is no secret, though its name may hold the word.
    return SECRET_WORDS.stream().anyMatch(lower::contains)
        && !lower.endsWith(".class")
        && !lower.endsWith(".url");
  }

  /** What a Kafka client is made with, besides its addresses. */
  public Properties clientProperties() {
    Properties result = new Properties();
    result.setProperty("config.providers", "env");
    result.setProperty(
        "config.providers.env.class",
        "org.apache.kafka.common.config.provider.EnvVarConfigProvider");
    properties.forEach(result::setProperty);
    return result;
  }

  /** The names of the properties only. */
  @Override
  public String toString() {
    return "KafkaOptions[" + bootstrapServers + ", properties=" + properties.keySet() + "]";
  }
}
