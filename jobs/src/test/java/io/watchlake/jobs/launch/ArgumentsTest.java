package io.watchlake.jobs.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchlake.model.JobNames;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  private static final String[] MINIMAL = {
    "--kafka", "k:9092", "--catalog-uri", "jdbc:sqlite:file:/c.db", "--warehouse", "/w"
  };

  @Test
  void defaults() {
    CommonOptions options = common(MINIMAL);
    assertThat(options.timeline().isLive()).isTrue();
    assertThat(options.retentionDays()).isEqualTo(30);
    assertThat(options.parallelism()).isEqualTo(1);
    assertThat(options.kafka().bootstrapServers()).isEqualTo("k:9092");
    assertThat(options.catalog().warehouse()).isEqualTo("/w");
  }

  @Test
  void everyKey() {
    CommonOptions options =
        common(
            "--kafka=a:1,b:2",
            "--kafka-property",
            "security.protocol=SASL_SSL",
            "--kafka-property=sasl.jaas.config=${env:KAFKA_JAAS}",
            "--catalog-uri",
            "jdbc:postgresql://db/lake?user=x",
            "--catalog-property",
            "jdbc.password_env=LAKE_PASSWORD",
            "--warehouse",
            "s3a://lake",
            "--timeline",
            "trainticket",
            "--retention-days",
            "7",
            "--parallelism",
            "4");
    assertThat(options.kafka().properties())
        .isEqualTo(
            Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", "${env:KAFKA_JAAS}"));
    assertThat(options.catalog().extra()).containsEntry("jdbc.password_env", "LAKE_PASSWORD");
    assertThat(options.catalog().catalogUri()).isEqualTo("jdbc:postgresql://db/lake?user=x");
    assertThat(options.timelineName()).isEqualTo("trainticket");
    assertThat(options.retentionDays()).isEqualTo(7);
    assertThat(options.parallelism()).isEqualTo(4);
  }

  @Test
  void everyProblemIsToldAtOnce() {
    InvalidArgumentsException error =
        failure(
            "stray",
            "--parallelism",
            "0",
            "--timeline",
            "No Such",
            "--warehouse",
            "/w",
            "--colour",
            "blue",
            "--retention-days",
            "many",
            "--catalog-uri",
            "sqlite",
            "--kafka-property",
            "novalue");
    assertThat(error.problems())
        .hasSize(8)
        .anySatisfy(line -> assertThat(line).contains("'stray' is not an option"))
        .anySatisfy(line -> assertThat(line).contains("--kafka is missing"))
        .anySatisfy(line -> assertThat(line).contains("--parallelism is '0'", "1 to"))
        .anySatisfy(line -> assertThat(line).contains("--timeline", "'No Such'"))
        .anySatisfy(line -> assertThat(line).contains("--colour is not an option", "--kafka"))
        .anySatisfy(line -> assertThat(line).contains("--retention-days is 'many'"))
        .anySatisfy(line -> assertThat(line).contains("--catalog-uri", "JDBC URL"))
        .anySatisfy(line -> assertThat(line).contains("'novalue'", "name=value"));
    assertThat(error).hasMessageContaining("job 'traces'");
  }

  @Test
  void aKeyGivenTwiceIsAProblem() {
    assertThat(failure(with("--kafka", "other:9092")).problems())
        .containsExactly("--kafka is given 2 times");
  }

  @Test
  void aLiteralSecretIsRefusedWithoutRepeatingIt() {
    InvalidArgumentsException error =
        failure(with("--kafka-property", "ssl.truststore.password=hunter2"));
    assertThat(error).hasMessageContaining("${env:NAME}");
    assertThat(error.getMessage()).doesNotContain("hunter2");
  }

  @Test
  void secretsAreNotPrinted() {
    assertThat(common(with("--kafka-property", "client.id=mine")).toString())
        .contains("client.id")
        .doesNotContain("mine");
  }

  @Test
  void aMissingLibraryIsToldInOneLine() {
    Throwable error =
        catchThrowableOfType(
            IllegalStateException.class,
            () ->
                RequiredClasses.check(
                    Map.of("no.such.Driver", "driver-b", "no.such.Lake", "lake-a"),
                    ArgumentsTest.class.getClassLoader()));
    assertThat(error.getMessage()).contains("driver-b, lake-a", "flink-lib/").doesNotContain("\n");
  }

  @Test
  void theCheckPassesWhereTheLibrariesAre() {
    RequiredClasses.checkLakehouse("jdbc:sqlite:file:/c.db");
  }

  @Test
  void namesOfJobsAndGroups() {
    assertThat(JobNames.job("traces", common(MINIMAL).timeline())).isEqualTo("traces");
    assertThat(JobNames.group("traces", common(with("--timeline", "t1")).timeline()))
        .isEqualTo("watchlake-traces.t1");
  }

  private static String[] with(String... more) {
    String[] all = List.of(MINIMAL).toArray(new String[MINIMAL.length + more.length]);
    System.arraycopy(more, 0, all, MINIMAL.length, more.length);
    return all;
  }

  private static CommonOptions common(String... args) {
    return Arguments.build("traces", args, CommonOptions::of);
  }

  private static InvalidArgumentsException failure(String... args) {
    return catchThrowableOfType(InvalidArgumentsException.class, () -> common(args));
  }
}
