package io.watchlake.jobs.export.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.InvalidArgumentsException;
import io.watchlake.jobs.launch.JobEnvironment;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class SearchExportGraphTest {

  @Test
  void everyOperatorHasItsUid() {
    StreamExecutionEnvironment env = JobEnvironment.streaming(1);
    SearchExportMain.build(
        env,
        SearchExportOptions.parse(
            "--kafka", "localhost:9092", "--search-url", "http://localhost:9200/path"));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "export-elasticsearch.decode.v1",
            "export-elasticsearch.enrich.v1",
            "export-elasticsearch.index.v1",
            "export-elasticsearch.redact.v1",
            "export-elasticsearch.source.v1");
  }

  @Test
  void onTheLiveTimelineOldIndicesAreDeletedWhereDaysAreGiven() {
    assertThat(expireUids("--keep-index-days", "90")).hasSize(1);
    assertThat(expireUids()).isEmpty();
    assertThat(expireUids("--keep-index-days", "90", "--timeline", "drill")).isEmpty();
  }

  private static List<String> expireUids(String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("--kafka", "k:1", "--search-url", "http://localhost:9200"));
    arguments.addAll(List.of(more));
    StreamExecutionEnvironment env = JobEnvironment.streaming(1);
    SearchExportMain.build(env, SearchExportOptions.parse(arguments.toArray(String[]::new)));
    return Graphs.uids(env).stream().filter("export-elasticsearch.expire.v1"::equals).toList();
  }

  @Test
  void optionsHaveTheSeedsPatternByDefault() {
    SearchExportOptions options =
        SearchExportOptions.parse("--kafka", "k:1", "--search-url", "https://search");
    assertThat(options.indexPattern().pattern()).isEqualTo("dora-logs-{date}");
    assertThat(options.timeline().isLive()).isTrue();
    assertThat(options.replicas()).isZero();
    assertThat(options.keepIndexDays()).isEqualTo(SearchExportOptions.FOR_EVER);
  }

  @Test
  void whatIsNoAddressOrPatternIsTold() {
    InvalidArgumentsException error =
        catchThrowableOfType(
            InvalidArgumentsException.class,
            () ->
                SearchExportOptions.parse(
                    "--kafka", "k:1", "--search-url", "search:9200", "--index-pattern", "logs"));
    assertThat(error.problems())
        .hasSize(2)
        .anySatisfy(line -> assertThat(line).contains("--search-url", "http://localhost:9200"))
        .anySatisfy(line -> assertThat(line).contains("--index-pattern"));
  }

  @Test
  void aPasswordInTheAddressIsRefusedWithoutRepeatingIt() {
    InvalidArgumentsException error =
        catchThrowableOfType(
            InvalidArgumentsException.class,
            () ->
                SearchExportOptions.parse(
                    "--kafka", "k:1", "--search-url", "http://me:hunter2@search:9200"));
    assertThat(error.getMessage()).contains("--search-url").doesNotContain("hunter2");
  }
}
