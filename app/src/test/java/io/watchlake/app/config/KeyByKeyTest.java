package io.watchlake.app.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.watchlake.alerting.Correlation;
import io.watchlake.app.config.Configuration.Search;
import io.watchlake.app.webhook.Webhook;
import io.watchlake.connectors.mail.client.SmtpClient.Security;
import io.watchlake.jobs.delivery.calc.Definition;
import io.watchlake.jobs.delivery.calc.FailureRule;
import io.watchlake.jobs.delivery.calc.Ground;
import io.watchlake.jobs.delivery.calc.LeadTimeStart;
import io.watchlake.jobs.delivery.calc.RestoreStart;
import io.watchlake.model.delivery.Glob;
import io.watchlake.model.delivery.ServiceMap;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.metric.Derivation;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each key that is used: its default, and that a file's value arrives in the settings. */
final class KeyByKeyTest {

  @TempDir Path folder;

  static Stream<Arguments> keys() {
    return Stream.of(others(), alerting(), channels()).flatMap(keys -> keys);
  }

  private static Stream<Arguments> others() {
    return Stream.of(
        key("monitoring.stack.ports.kafka", "19092", 9092, 19092, c -> c.stack().ports().kafka()),
        key("monitoring.stack.ports.search", "19200", 9200, 19200, c -> c.stack().ports().search()),
        key("monitoring.stack.ports.flink", "18081", 8081, 18081, c -> c.stack().ports().flink()),
        key("monitoring.stack.ports.app", "18080", 8080, 18080, c -> c.stack().ports().app()),
        key(
            "monitoring.stack.ports.otlp_http",
            "14318",
            4318,
            14318,
            c -> c.stack().ports().otlpHttp()),
        key(
            "monitoring.stack.ports.otlp_grpc",
            "14317",
            4317,
            14317,
            c -> c.stack().ports().otlpGrpc()),
        key(
            "monitoring.stack.ports.control",
            "18090",
            8090,
            18090,
            c -> c.stack().ports().control()),
        key(
            "monitoring.stack.ports.sql_gateway",
            "18083",
            8083,
            18083,
            c -> c.stack().ports().sqlGateway()),
        key(
            "monitoring.stack.memory.kafka",
            "1GiB",
            mib(512),
            mib(1024),
            memory().andThen(m -> m.kafka())),
        key(
            "monitoring.stack.memory.search",
            "1GiB",
            mib(640),
            mib(1024),
            memory().andThen(m -> m.search())),
        key(
            "monitoring.stack.memory.job_manager",
            "1GiB",
            mib(512),
            mib(1024),
            memory().andThen(m -> m.jobManager())),
        key(
            "monitoring.stack.memory.task_manager",
            "8GiB",
            mib(5120),
            mib(8192),
            memory().andThen(m -> m.taskManager())),
        key(
            "monitoring.stack.memory.server",
            "1GiB",
            mib(512),
            mib(1024),
            memory().andThen(m -> m.server())),
        key("monitoring.stack.parallelism", "4", 2, 4, c -> c.stack().parallelism()),
        key("monitoring.stack.search", "embedded", true, true, c -> c.search().embedded()),
        key(
            "monitoring.checkpoints.interval",
            "30s",
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Configuration::checkpointInterval),
        key(
            "monitoring.metrics.catalogue.enabled",
            "false",
            true,
            false,
            c -> c.metrics().catalogue()),
        key(
            "monitoring.metrics.derived",
            "{x_total: {formula: \"sum(x)\", unit: \"s\", description: \"all\", labels: {a: \"b\"}}}",
            List.of(),
            List.of(Derivation.read("x_total", "s", "all", "sum(x)", Map.of("a", "b"))),
            c -> c.metrics().derived()),
        key(
            "monitoring.metrics.custom_metrics.enabled",
            "false\n      namespace: \"ours\"",
            CustomMetrics.NONE,
            CustomMetrics.NONE,
            c -> c.metrics().custom()),
        key(
            "monitoring.metrics.custom_metrics.namespace",
            "\"ours\"",
            CustomMetrics.NONE,
            CustomMetrics.of("ours", Map.of()),
            c -> c.metrics().custom()),
        key(
            "monitoring.metrics.custom_metrics.default_labels",
            "{environment: \"production\"}",
            CustomMetrics.NONE,
            CustomMetrics.of("", Map.of("environment", "production")),
            c -> c.metrics().custom()),
        key(
            "monitoring.metrics.rollups.ten_seconds",
            "[\"queue*\"]",
            List.of(),
            List.of("queue*"),
            c -> c.metrics().tenSeconds()),
        key(
            "monitoring.metrics.rollups.quantiles",
            "[\"queue{service.name=shop}\"]",
            List.of(),
            List.of("queue{service.name=shop}"),
            c -> c.metrics().quantiles()),
        key(
            "monitoring.metrics.cardinality.series_per_metric",
            "5000",
            100_000,
            5_000,
            c -> c.metrics().seriesPerMetric()),
        key("monitoring.self_watch.enabled", "false", true, false, Configuration::selfWatch),
        key("monitoring.ingest.max_body", "1MiB", mib(16), mib(1), c -> c.ingest().maxBody()),
        key(
            "monitoring.ingest.max_request",
            "40MiB",
            mib(32),
            mib(40),
            c -> c.ingest().maxRequest()),
        key(
            "monitoring.ingest.max_in_flight",
            "80MiB",
            mib(64),
            mib(80),
            c -> c.ingest().maxInFlight()),
        key(
            "monitoring.ingest.timeout",
            "90s",
            Duration.ofSeconds(120),
            Duration.ofSeconds(90),
            c -> c.ingest().timeout()),
        key(
            "monitoring.kafka.bootstrap",
            "[\"kafka-1:9092\", \"kafka-2:9092\"]",
            List.of(),
            List.of("kafka-1:9092", "kafka-2:9092"),
            c -> c.kafka().bootstrap()),
        key(
            "monitoring.metrics.prometheus.host",
            "prometheus-1",
            Optional.empty(),
            Optional.of(URI.create("http://prometheus-1:9090/api/v1/write")),
            c -> c.prometheus().remoteWriteUrl()),
        key(
            "monitoring.metrics.prometheus.port",
            "9091",
            Optional.empty(),
            Optional.empty(),
            c -> c.prometheus().remoteWriteUrl()),
        key(
            "monitoring.metrics.prometheus.remote_write_url",
            "https://mimir/api/v1/push",
            Optional.empty(),
            Optional.of(URI.create("https://mimir/api/v1/push")),
            c -> c.prometheus().remoteWriteUrl()),
        key(
            "monitoring.logging.elasticsearch.hosts",
            "[\"search-1:9200\", \"https://search-2:9243\"]",
            List.of(URI.create("http://localhost:9200")),
            List.of(URI.create("http://search-1:9200"), URI.create("https://search-2:9243")),
            c -> c.search().hosts()),
        key(
            "monitoring.logging.elasticsearch.index_pattern",
            "logs-{date}",
            "dora-logs-{date}",
            "logs-{date}",
            c -> c.search().indexPattern()),
        secret("github", "_env", "HOOK", Webhook.GITHUB, Secret.ofEnvironment("HOOK")),
        secret("github", "_file", "/run/hook", Webhook.GITHUB, Secret.ofFile(Path.of("/run/hook"))),
        secret("gitlab", "_env", "HOOK", Webhook.GITLAB, Secret.ofEnvironment("HOOK")),
        secret("gitlab", "_file", "/run/hook", Webhook.GITLAB, Secret.ofFile(Path.of("/run/hook"))),
        secret("devlake", "_env", "HOOK", Webhook.DEVLAKE, Secret.ofEnvironment("HOOK")),
        secret(
            "devlake", "_file", "/run/hook", Webhook.DEVLAKE, Secret.ofFile(Path.of("/run/hook"))),
        secret("pagerduty", "_env", "HOOK", Webhook.PAGERDUTY, Secret.ofEnvironment("HOOK")),
        secret(
            "pagerduty",
            "_file",
            "/run/hook",
            Webhook.PAGERDUTY,
            Secret.ofFile(Path.of("/run/hook"))),
        secret("cloudevents", "_env", "HOOK", Webhook.CLOUDEVENTS, Secret.ofEnvironment("HOOK")),
        secret(
            "cloudevents",
            "_file",
            "/run/hook",
            Webhook.CLOUDEVENTS,
            Secret.ofFile(Path.of("/run/hook"))),
        key(
            "monitoring.delivery.failures",
            "[revert]",
            EnumSet.of(FailureRule.INCIDENT, FailureRule.ROLLBACK),
            EnumSet.of(FailureRule.REVERT),
            c -> c.delivery().definition().failures()),
        key(
            "monitoring.delivery.window_hours",
            "48",
            Duration.ofHours(24),
            Duration.ofHours(48),
            c -> c.delivery().definition().timeWindow()),
        key(
            "monitoring.delivery.production",
            "[live, eu/prod]",
            List.of(),
            List.of("live", "eu/prod"),
            c -> c.delivery().definition().production()),
        key(
            "monitoring.delivery.definitions",
            "{ours: {lead_time_from: opened, attribution: [link], artifact_window_hours: 2,"
                + " failures: [hotfix], window_hours: 3, rollbacks_count: false,"
                + " restore_from: impact, production: [live]}}",
            Map.of("standard", Definition.STANDARD),
            Map.of(
                "standard",
                Definition.STANDARD,
                "ours",
                new Definition(
                    "ours",
                    EnumSet.of(FailureRule.HOTFIX),
                    EnumSet.of(Ground.LINK),
                    Duration.ofHours(3),
                    Duration.ofHours(2),
                    false,
                    LeadTimeStart.OPENED,
                    RestoreStart.IMPACT,
                    List.of("live"))),
            c -> c.delivery().definitions()),
        key(
            "monitoring.delivery.definition",
            "ours\n    definitions: {ours: {window_hours: 3}}\n    production: [live]",
            "standard",
            "ours",
            c -> c.delivery().definition().title()),
        key("monitoring.delivery.bands", "\"2021\"", "2024", "2021", c -> c.delivery().bands()),
        key(
            "monitoring.delivery.services",
            "{shop: {repositories: [acme/mono], paths: [\"shop/**\"], names: [S1]}}",
            ServiceMap.NONE,
            new ServiceMap(
                List.of(
                    new ServiceMap.Service(
                        "shop",
                        List.of("S1"),
                        List.of(Glob.of("acme/mono")),
                        List.of(Glob.of("shop/**")),
                        List.of(),
                        List.of()))),
            c -> c.delivery().services()),
        key("monitoring.delivery.state", "rocksdb", "heap", "rocksdb", c -> c.delivery().state()),
        key(
            "monitoring.influxdb.url",
            "\"http://influx:8086/write?db=w\"",
            Optional.empty(),
            Optional.of(URI.create("http://influx:8086/write?db=w")),
            c -> c.influxdb().url()),
        key(
            "monitoring.influxdb.authorization_env",
            "HEADER",
            Optional.empty(),
            Optional.of("HEADER"),
            c -> c.influxdb().authorizationEnv()),
        key(
            "monitoring.influxdb.authorization_file",
            "/run/header",
            Optional.empty(),
            Optional.of(Path.of("/run/header")),
            c -> c.influxdb().authorizationFile()),
        key("monitoring.anomalies.enabled", "false", true, false, c -> c.anomalies().enabled()),
        key(
            "monitoring.anomalies.watch",
            "[\"queue*\"]",
            List.of(
                "request_rate",
                "error_rate",
                "response_time_seconds",
                "cpu_utilization_percentage",
                "memory_utilization_percentage",
                "workflow_error_rate",
                "message_latency_seconds",
                "processing_time_seconds"),
            List.of("queue*"),
            c -> c.anomalies().watch()),
        key(
            "monitoring.anomalies.ignore",
            "[\"queue{till=1}\"]",
            List.of(),
            List.of("queue{till=1}"),
            c -> c.anomalies().ignore()),
        key("monitoring.anomalies.profile", "light", "full", "light", c -> c.anomalies().profile()),
        key("monitoring.anomalies.state", "rocksdb", "heap", "rocksdb", c -> c.anomalies().state()),
        key("monitoring.anomalies.threshold", "1.5", 1.0, 1.5, c -> c.anomalies().threshold()),
        key(
            "monitoring.anomalies.thresholds",
            "{queue: 0.5}",
            Map.of(),
            Map.of("queue", 0.5),
            c -> c.anomalies().thresholds()),
        key(
            "monitoring.anomalies.statistics",
            "{queue: max}",
            Map.of(),
            Map.of("queue", "max"),
            c -> c.anomalies().statistics()),
        key(
            "monitoring.webhooks.allow_unsigned",
            "true",
            false,
            true,
            c -> c.webhooks().allowUnsigned()),
        key(
            "monitoring.logging.elasticsearch.retention_days",
            "7",
            90,
            7,
            c -> c.search().retentionDays()),
        key(
            "monitoring.lakehouse.catalog_uri",
            "\"jdbc:postgresql://db:5432/lake\"",
            Optional.empty(),
            Optional.of("jdbc:postgresql://db:5432/lake"),
            c -> c.lakehouse().catalogUri()),
        database("catalog_user", "lake", Optional.of("lake"), c -> c.lakehouse().catalogUser()),
        database(
            "catalog_password_env",
            "LAKE_PASSWORD",
            Optional.of("LAKE_PASSWORD"),
            c -> c.lakehouse().catalogPasswordEnv()),
        database(
            "catalog_password_file",
            "/run/secrets/lake",
            Optional.of(Path.of("/run/secrets/lake")),
            c -> c.lakehouse().catalogPasswordFile()),
        key(
            "monitoring.lakehouse.warehouse",
            "/data/lake",
            Optional.empty(),
            Optional.of("/data/lake"),
            c -> c.lakehouse().warehouse()),
        key("monitoring.retention.metrics.keep", "7d", 30, 7, c -> c.retention().metrics().days()),
        key(
            "monitoring.retention.rollups_1m.keep",
            "7d",
            365,
            7,
            c -> c.retention().rollups1m().days()),
        key(
            "monitoring.retention.rollups_1h.keep",
            "7d",
            730,
            7,
            c -> c.retention().rollups1h().days()),
        key(
            "monitoring.retention.anomalies.keep",
            "7d",
            730,
            7,
            c -> c.retention().anomalies().days()),
        key("monitoring.retention.traces.keep", "7d", 30, 7, c -> c.retention().traces().days()),
        key("monitoring.retention.logs.keep", "7d", 730, 7, c -> c.retention().logs().days()),
        key(
            "monitoring.retention.dead_letters.keep",
            "7d",
            30,
            7,
            c -> c.retention().deadLetters().days()),
        key(
            "monitoring.retention.topics",
            "12h",
            Duration.ofHours(72),
            Duration.ofHours(12),
            c -> c.retention().topics()),
        text("monitoring.retention.metrics.purpose", c -> c.retention().metrics().purpose()),
        text("monitoring.retention.metrics.legal_basis", c -> c.retention().metrics().legalBasis()),
        text("monitoring.retention.rollups_1m.purpose", c -> c.retention().rollups1m().purpose()),
        text(
            "monitoring.retention.rollups_1m.legal_basis",
            c -> c.retention().rollups1m().legalBasis()),
        text("monitoring.retention.rollups_1h.purpose", c -> c.retention().rollups1h().purpose()),
        text(
            "monitoring.retention.rollups_1h.legal_basis",
            c -> c.retention().rollups1h().legalBasis()),
        text("monitoring.retention.anomalies.purpose", c -> c.retention().anomalies().purpose()),
        text(
            "monitoring.retention.anomalies.legal_basis",
            c -> c.retention().anomalies().legalBasis()),
        text("monitoring.retention.traces.purpose", c -> c.retention().traces().purpose()),
        text("monitoring.retention.traces.legal_basis", c -> c.retention().traces().legalBasis()),
        text("monitoring.retention.logs.purpose", c -> c.retention().logs().purpose()),
        text("monitoring.retention.logs.legal_basis", c -> c.retention().logs().legalBasis()),
        text(
            "monitoring.retention.dead_letters.purpose",
            c -> c.retention().deadLetters().purpose()),
        text(
            "monitoring.retention.dead_letters.legal_basis",
            c -> c.retention().deadLetters().legalBasis()));
  }

  /** Keys of {@code monitoring.alerting}; the channels they speak of are complete with these. */
  private static Stream<Arguments> alerting() {
    String email = "notification_channels: {email: {smtp_server: m, recipients: [a@b]}}";
    String login = "notification_channels: {email: {smtp_server: m, recipients: [a@b], %s}}";
    String user = String.format(login, "username: u");
    String password = String.format(login, "password_env: P");
    return Stream.of(
        key(
            "monitoring.alerting.route",
            "{receiver: ops, group_wait: 5s}\n    receivers: [{name: ops}]",
            Optional.empty(),
            Optional.of(Duration.ofSeconds(5)),
            c -> Optional.ofNullable(c.routing().route().groupWait())),
        key(
            "monitoring.alerting.receivers",
            "[{name: ops}]",
            false,
            true,
            c -> c.routing().receiver("ops").isPresent()),
        key(
            "monitoring.alerting.inhibit_rules",
            "[{source_matchers: [a=b], equal: [c]}]",
            1,
            2,
            c -> c.routing().inhibitRules().size()),
        key(
            "monitoring.alerting.time_intervals",
            "[{name: nights, time_intervals: [{years: ['2026']}]}]",
            Set.of(),
            Set.of("nights"),
            c -> c.routing().timeIntervals().keySet()),
        key(
            "monitoring.alerting.maintenance_windows",
            "[{name: w, matchers: [a=b], time_intervals: [i]}]\n"
                + "    time_intervals: [{name: i, time_intervals: [{years: ['2026']}]}]",
            0,
            1,
            c -> c.routing().maintenanceWindows().size()),
        key(
            "monitoring.alerting.schedules",
            "[{name: shop, file: oncall.ics, time_zone: Europe/Berlin}]\n"
                + "    receivers: [{name: eve, on_call: shop}]",
            Set.of(),
            Set.of("eve"),
            c ->
                c.routing().schedules().stream()
                    .flatMap(schedule -> schedule.calendar().names().stream())
                    .collect(Collectors.toSet())),
        key(
            "monitoring.alerting.correlation",
            "{within: 5m}",
            Optional.empty(),
            Optional.of(Duration.ofMinutes(5)),
            c -> Optional.ofNullable(c.routing().correlation()).map(Correlation::within)),
        key(
            "monitoring.alerting.external_url",
            "https://watch.company.com",
            "",
            "https://watch.company.com",
            c -> c.routing().externalUrl()),
        key(
            "monitoring.alerting.webhook_timeout",
            "5s",
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            c -> c.alerting().timeout()),
        key("monitoring.alerting.retry_attempts", "7", 3, 7, c -> c.alerting().retries()),
        key(
            "monitoring.alerting.retry_delay",
            "5s",
            Duration.ofMinutes(1),
            Duration.ofSeconds(5),
            c -> c.alerting().retryDelay()),
        key(
            "monitoring.alerting.max_age",
            "5h",
            Duration.ofHours(1),
            Duration.ofHours(5),
            c -> c.alerting().maxAge()),
        channel("email.enabled", "false", email, "email", Optional.empty(), c -> c.name()),
        channel(
            "email.smtp_host",
            "h",
            "notification_channels: {email: {recipients: [a@b]}}",
            "email",
            Optional.of("h"),
            c -> ((Channel.Email) c).host()),
        channel(
            "email.smtp_port",
            "26",
            email,
            "email",
            Optional.of(26),
            c -> ((Channel.Email) c).port()),
        channel(
            "email.username",
            "u@v",
            password,
            "email",
            Optional.of(Optional.of("u@v")),
            c -> ((Channel.Email) c).user()),
        channel(
            "email.password_env",
            "P",
            user,
            "email",
            Optional.of(Optional.of(Secret.ofEnvironment("P"))),
            c -> ((Channel.Email) c).password()),
        channel(
            "email.password_file",
            "/p",
            user,
            "email",
            Optional.of(Optional.of(Secret.ofFile(Path.of("/p")))),
            c -> ((Channel.Email) c).password()),
        channel(
            "slack.enabled",
            "false",
            "notification_channels: {slack: {webhook_url_env: S}}",
            "slack",
            Optional.empty(),
            c -> c.name()),
        channel(
            "slack.webhook_url_env",
            "S",
            "",
            "slack",
            Optional.of(Secret.ofEnvironment("S")),
            c -> ((Channel.Slack) c).webhook()),
        channel(
            "slack.webhook_url_file",
            "/s",
            "",
            "slack",
            Optional.of(Secret.ofFile(Path.of("/s"))),
            c -> ((Channel.Slack) c).webhook()),
        channel(
            "slack.default_channel",
            "\"#ops\"",
            "notification_channels: {slack: {webhook_url_env: S}}",
            "slack",
            Optional.of(List.of("#ops")),
            c -> ((Channel.Slack) c).channels()),
        channel(
            "pagerduty.enabled",
            "false",
            "notification_channels: {pagerduty: {integration_key_env: K}}",
            "pagerduty",
            Optional.empty(),
            c -> c.name()),
        channel(
            "pagerduty.integration_key_env",
            "K",
            "",
            "pagerduty",
            Optional.of(Secret.ofEnvironment("K")),
            c -> ((Channel.PagerDuty) c).key()),
        channel(
            "pagerduty.integration_key_file",
            "/k",
            "",
            "pagerduty",
            Optional.of(Secret.ofFile(Path.of("/k"))),
            c -> ((Channel.PagerDuty) c).key()));
  }

  /** Keys of a channel called {@code x}. */
  private static Stream<Arguments> channels() {
    String email = "type: email, smtp_server: m, recipients: [a@b]";
    String slack = "type: slack, webhook_url_env: S";
    String hook = "type: webhook, url: \"http://h\"";
    String manager = "type: alertmanager, url: \"http://h\"";
    String pager = "type: pagerduty, integration_key_env: K";
    return Stream.of(
        x("type", "webhook", "url: \"http://h\"", c -> c.getClass(), Channel.Webhook.class),
        x("enabled", "false", hook, c -> c.name(), null),
        x("send_resolved", "false", hook, Channel::sendResolved, false),
        x("ca_file", "/ca", hook, Channel::authorities, Optional.of(Path.of("/ca"))),
        x("smtp_server", "n", "type: email, recipients: [a@b]", c -> email(c).host(), "n"),
        x("smtp_port", "26", email, c -> email(c).port(), 26),
        x("tls", "tls", email, c -> email(c).security(), Security.TLS),
        x("username", "u", email + ", password_env: P", c -> email(c).user(), Optional.of("u")),
        x(
            "password_env",
            "P",
            email + ", username: u",
            c -> email(c).password(),
            Optional.of(Secret.ofEnvironment("P"))),
        x(
            "password_file",
            "/p",
            email + ", username: u",
            c -> email(c).password(),
            Optional.of(Secret.ofFile(Path.of("/p")))),
        x("from", "c@d", email, c -> email(c).from(), "c@d"),
        x(
            "recipients",
            "[c@d, e@f]",
            "type: email, smtp_server: m",
            c -> email(c).recipients(),
            List.of("c@d", "e@f")),
        x("subject", "s", email, c -> email(c).subject(), "s"),
        x("templates", "[/t.html]", email, c -> email(c).templates(), List.of(Path.of("/t.html"))),
        x(
            "webhook_url_env",
            "W",
            "type: slack",
            c -> slack(c).webhook(),
            Secret.ofEnvironment("W")),
        x(
            "webhook_url_file",
            "/w",
            "type: slack",
            c -> slack(c).webhook(),
            Secret.ofFile(Path.of("/w"))),
        x("channels", "[\"#a\"]", slack, c -> slack(c).channels(), List.of("#a")),
        x("mention_users", "[\"@a\"]", slack, c -> slack(c).mentions(), List.of("@a")),
        x("title", "t", slack, c -> slack(c).title(), "t"),
        x("text", "t", slack, c -> slack(c).text(), "t"),
        x(
            "integration_key_env",
            "I",
            "type: pagerduty",
            c -> ((Channel.PagerDuty) c).key(),
            Secret.ofEnvironment("I")),
        x(
            "integration_key_file",
            "/i",
            "type: pagerduty",
            c -> ((Channel.PagerDuty) c).key(),
            Secret.ofFile(Path.of("/i"))),
        x(
            "severity_mapping",
            "{bad: \"error\"}",
            pager,
            c -> ((Channel.PagerDuty) c).severities(),
            Map.of("bad", "error")),
        x("summary", "s", pager, c -> ((Channel.PagerDuty) c).summary(), "s"),
        x("url", "\"http://i\"", pager, c -> ((Channel.PagerDuty) c).url(), URI.create("http://i")),
        x(
            "url_env",
            "U",
            "type: webhook",
            c -> ((Channel.Webhook) c).address().secret(),
            Optional.of(Secret.ofEnvironment("U"))),
        x(
            "url_file",
            "/u",
            "type: webhook",
            c -> ((Channel.Webhook) c).address().secret(),
            Optional.of(Secret.ofFile(Path.of("/u")))),
        x(
            "authorization_env",
            "A",
            hook,
            c -> ((Channel.Webhook) c).authorization(),
            Optional.of(Secret.ofEnvironment("A"))),
        x(
            "authorization_file",
            "/a",
            hook,
            c -> ((Channel.Webhook) c).authorization(),
            Optional.of(Secret.ofFile(Path.of("/a")))),
        x("max_alerts", "9", hook, c -> ((Channel.Webhook) c).maxAlerts(), 9),
        x("holds", "2h", manager, c -> ((Channel.Alertmanager) c).holds(), Duration.ofHours(2)));
  }

  private static Channel.Email email(Channel channel) {
    return (Channel.Email) channel;
  }

  private static Channel.Slack slack(Channel channel) {
    return (Channel.Slack) channel;
  }

  /** A key of {@code monitoring.alerting.channels}, with what the file says beside it. */
  private static Arguments channel(
      String key,
      String value,
      String beside,
      String channel,
      Object then,
      Function<Channel, ?> get) {
    return key(
        "monitoring.alerting.channels." + key,
        value + "\n" + beside,
        Optional.empty(),
        then,
        c -> Optional.ofNullable(c.alerting().channels().get(channel)).map(get));
  }

  /** A key of a section of {@code notification_channels}, with others that it needs. */
  private static Arguments x(
      String key, String value, String others, Function<Channel, ?> get, @Nullable Object then) {
    return key(
        "notification_channels.*." + key,
        value + ", " + others,
        Optional.empty(),
        Optional.ofNullable(then),
        c -> Optional.ofNullable(c.alerting().channels().get("x")).map(get));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("keys")
  void aKeyHasItsDefaultAndTakesTheFilesValue(
      String path, String value, Object atFirst, Object then, Function<Configuration, Object> get)
      throws Exception {
    assertThat(get.apply(Configuration.defaults())).isEqualTo(atFirst);
    assertThat(get.apply(load(yaml(path, value)))).isEqualTo(then);
  }

  @Test
  void noKeyThatIsUsedGoesUntested() {
    Set<String> tested =
        keys().map(arguments -> (String) arguments.get()[0]).collect(Collectors.toSet());
    Set<String> used =
        Registry.keys().stream().filter(Key::used).map(Key::path).collect(Collectors.toSet());
    assertThat(tested).containsAll(used);
  }

  @Test
  void everyKeyIsDescribedAndSaysWhatUsesItOrWhyNothingDoes() {
    assertThat(Registry.keys())
        .allSatisfy(
            key -> {
              assertThat(key.description()).as(key.path()).endsWith(".");
              assertThat(key.use().text()).as(key.path()).isNotBlank();
            });
  }

  @Test
  void everyDefaultIsAValueThatAFileCouldGive() throws Exception {
    for (Key<?> key : Registry.keys()) {
      if (!key.defaultText().isEmpty()) {
        load(
            yaml(
                key.path(),
                key.defaultText()
                    + (key.single()
                        ? ""
                        : ", type: " + ChannelKeys.types().get(key).iterator().next().label())));
      }
    }
  }

  @Test
  void anEmptyFileAndEmptySectionsAreTheDefaults() throws Exception {
    for (String text : List.of("", "# nothing\n", "monitoring:\n", "monitoring:\n  stack:\n")) {
      assertThat(load(text)).isEqualTo(Configuration.defaults());
    }
  }

  @Test
  void theEmbeddedNodeRunsUnlessAnotherIsNamed() throws Exception {
    String hosts = "monitoring: {logging: {elasticsearch: {hosts: [\"%s\"]}}, stack: {%s}}";
    Search own = load(String.format(hosts, "127.0.0.1:9200", "")).search();
    assertThat(own.embedded()).isTrue();
    Search movedAway =
        load(String.format(hosts, "localhost:9200", "ports: {search: 9201}")).search();
    assertThat(movedAway.embedded()).isFalse();
    Search asTold = load(String.format(hosts, "localhost:9200", "search: external")).search();
    assertThat(asTold.embedded()).isFalse();
    Search kept = load(String.format(hosts, "search:9200", "search: embedded")).search();
    assertThat(kept.embedded()).isTrue();
    assertThat(kept.hosts()).containsExactly(URI.create("http://localhost:9200"));
  }

  @Test
  void prometheusIsWhereTheAddressSaysElseWhereHostAndPortSay() throws Exception {
    String prometheus = "monitoring: {metrics: {prometheus: {%s}}}";
    assertThat(load(String.format(prometheus, "host: p, port: 9091")).prometheus().remoteWriteUrl())
        .contains(URI.create("http://p:9091/api/v1/write"));
    assertThat(
            load(String.format(prometheus, "host: p, remote_write_url: \"https://m/push\""))
                .prometheus()
                .remoteWriteUrl())
        .contains(URI.create("https://m/push"));
  }

  private Configuration load(String text) throws IOException, ConfigurationException {
    Path file = folder.resolve("monitoring.yaml");
    Files.writeString(file, text);
    Files.writeString(
        folder.resolve("oncall.ics"),
        """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//test//EN
        BEGIN:VEVENT
        UID:1
        DTSTAMP:20260101T000000Z
        SUMMARY:eve
        DTSTART:20260105T090000
        DURATION:P1D
        END:VEVENT
        END:VCALENDAR
        """);
    return ConfigurationLoader.load(file).configuration();
  }

  private static String yaml(String path, String value) {
    if (path.startsWith("notification_channels.*.")) {
      String key = path.substring(path.lastIndexOf('.') + 1);
      return "notification_channels: {x: {" + key + ": " + value + "}}\n";
    }
    StringBuilder text = new StringBuilder();
    String indent = "";
    for (String name : path.split("\\.")) {
      text.append(text.isEmpty() ? "" : "\n").append(indent).append(name).append(":");
      indent += "  ";
    }
    return text.append(' ').append(value).append('\n').toString();
  }

  private static Function<Configuration, Configuration.Memory> memory() {
    return configuration -> configuration.stack().memory();
  }

  private static DataSize mib(int mebibytes) {
    return DataSize.ofMebibytes(mebibytes);
  }

  private static Arguments text(String path, Function<Configuration, Object> get) {
    return key(path, "\"as we say\"", get.apply(Configuration.defaults()), "as we say", get);
  }

  private static Arguments secret(
      String sender, String form, String value, Webhook webhook, Secret then) {
    return key(
        "monitoring.webhooks." + sender + ".secret" + form,
        value,
        Optional.empty(),
        Optional.of(then),
        c -> Optional.ofNullable(c.webhooks().secrets().get(webhook)));
  }

  /** A key that asks for a database beside it. */
  private static Arguments database(
      String name, String value, Object then, Function<Configuration, ?> get) {
    return key(
        "monitoring.lakehouse." + name,
        value + "\n    catalog_uri: \"jdbc:postgresql://db/lake\"",
        Optional.empty(),
        then,
        get);
  }

  private static Arguments key(
      String path, String value, Object atFirst, Object then, Function<Configuration, ?> get) {
    return arguments(path, value, atFirst, then, get);
  }
}
