package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.DefaultRouting;
import io.watchlake.alerting.Receiver;
import io.watchlake.alerting.route.RouteNode;
import io.watchlake.alerting.route.RoutingTree;
import io.watchlake.app.config.Check.Entry;
import io.watchlake.app.config.Check.Status;
import io.watchlake.app.config.ConfigurationLoader.Loaded;
import io.watchlake.model.metric.CustomMetrics;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The format's first files load as they stand. */
final class SeedConfigurationTest {

  private static final Path MAIN = Path.of("src/test/resources/config/seed-monitoring.yaml");
  private static final Path SECTIONS = Path.of("src/test/resources/config/seed-sections.yaml");
  private static final Path EXAMPLE = Path.of("../monitoring.example.yaml");

  @Test
  void theMainFileLoadsUnchanged() throws ConfigurationException {
    Loaded loaded = ConfigurationLoader.load(MAIN);
    Configuration configuration = loaded.configuration();
    assertThat(configuration.search().hosts()).containsExactly(URI.create("http://localhost:9200"));
    assertThat(configuration.search().embedded()).isTrue();
    assertThat(configuration.search().indexPattern()).isEqualTo("dora-logs-{date}");
    assertThat(configuration.search().retentionDays()).isEqualTo(90);
    assertThat(configuration.prometheus().remoteWriteUrl())
        .contains(URI.create("http://localhost:9090/api/v1/write"));
    assertThat(configuration.metrics().custom())
        .isEqualTo(
            CustomMetrics.of(
                "dora_compliance",
                Map.of("environment", "production", "service", "agent-orchestration")));
    assertThat(configuration)
        .usingRecursiveComparison()
        .ignoringFields("prometheus", "metrics.custom", "alerting", "routing")
        .isEqualTo(Configuration.defaults());
  }

  @Test
  void itsAlertsGoToTheChannelsThatTheirRulesName() throws ConfigurationException {
    Alerting routing = ConfigurationLoader.load(MAIN).configuration().routing();
    assertThat(routing.receivers().stream().map(Receiver::name))
        .containsExactly("email", "pagerduty", "slack", "nobody");
    assertThat(
            new RoutingTree(routing.route())
                    .match(
                        Map.of(DefaultRouting.CHANNELS_LABEL, "pagerduty,slack", "severity", "x"))
                    .stream()
                    .map(RouteNode::receiver))
        .containsExactly("pagerduty", "slack");
  }

  @Test
  void itsOneLiteralSecretIsAWarningThatNamesTheBetterKey() throws ConfigurationException {
    assertThat(ConfigurationLoader.load(MAIN).warnings())
        .filteredOn(warning -> warning.message().contains("secret"))
        .singleElement()
        .satisfies(
            warning -> {
              assertThat(warning.line()).isEqualTo(30);
              assertThat(warning.key())
                  .isEqualTo("monitoring.tracing.opentelemetry.headers.authorization");
              assertThat(warning.advice()).contains("authorization_env");
              assertThat(warning.toString()).doesNotContain("your-token");
            });
  }

  @Test
  void everyKeyOfItIsUsedOrSaysWhyNot() {
    Check check = Check.of(MAIN);
    assertThat(check.entries())
        .hasSize(40)
        .allMatch(entry -> entry.status() == Status.USED || entry.status() == Status.NOT_USED)
        .noneMatch(entry -> entry.why().isBlank());
    assertThat(
            check.entries().stream()
                .filter(entry -> entry.status() == Status.USED)
                .map(Entry::key)
                .collect(Collectors.toList()))
        .containsExactly(
            "monitoring.metrics.prometheus.host",
            "monitoring.metrics.prometheus.port",
            "monitoring.metrics.custom_metrics.enabled",
            "monitoring.metrics.custom_metrics.namespace",
            "monitoring.metrics.custom_metrics.default_labels",
            "monitoring.logging.elasticsearch.hosts",
            "monitoring.logging.elasticsearch.index_pattern",
            "monitoring.logging.elasticsearch.retention_days",
            "monitoring.alerting.webhook_timeout",
            "monitoring.alerting.retry_attempts",
            "monitoring.alerting.retry_delay",
            "monitoring.alerting.channels.email.enabled",
            "monitoring.alerting.channels.email.smtp_host",
            "monitoring.alerting.channels.email.smtp_port",
            "monitoring.alerting.channels.email.username",
            "monitoring.alerting.channels.email.password_env",
            "monitoring.alerting.channels.slack.enabled",
            "monitoring.alerting.channels.slack.webhook_url_env",
            "monitoring.alerting.channels.slack.default_channel",
            "monitoring.alerting.channels.pagerduty.enabled",
            "monitoring.alerting.channels.pagerduty.integration_key_env");
  }

  @Test
  void itNamesNobodyWhoGetsMailAndIsTold() throws ConfigurationException {
    Loaded loaded = ConfigurationLoader.load(MAIN);
    assertThat(loaded.configuration().alerting().channels()).containsOnlyKeys("slack", "pagerduty");
    assertThat(loaded.warnings())
        .filteredOn(warning -> warning.key().equals("notification_channels.email"))
        .singleElement()
        .satisfies(
            warning ->
                assertThat(warning.advice())
                    .isEqualTo("say it in notification_channels.email.recipients"));
  }

  @Test
  void rulesChannelsAndDashboardsAreKnownSections() {
    Check check = Check.of(SECTIONS);
    assertThat(check.errors()).isEmpty();
    assertThat(check.entries())
        .filteredOn(entry -> !entry.key().startsWith("notification_channels."))
        .allMatch(entry -> entry.status() == Status.NOT_USED);
    assertThat(check.entries())
        .filteredOn(entry -> entry.key().startsWith("notification_channels."))
        .filteredOn(entry -> entry.status() == Status.NOT_USED)
        .extracting(Entry::key)
        .containsExactly(
            "notification_channels.slack.webhook_url",
            "notification_channels.pagerduty.integration_key");
    assertThat(check.warnings())
        .extracting(Problem::key)
        .containsExactly(
            "notification_channels.slack.webhook_url",
            "notification_channels.pagerduty.integration_key");
  }

  @Test
  void theShippedExampleIsTheSameFile() {
    assertThat(EXAMPLE).hasSameTextualContentAs(MAIN);
  }
}
