package io.watchlake.jobs.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.catalog.TableIdentifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MaintainJobTest {

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @Test
  void everyOperatorHasItsUid(@TempDir Path home) {
    StreamExecutionEnvironment env = JobEnvironment.streaming(1);
    MaintainMain.build(env, options(Graphs.catalog(home)));
    assertThat(Graphs.uids(env))
        .containsExactly(
            "maintain.report.v1", "maintain.run.v1", "maintain.tables.v1", "maintain.ticks.v1");
  }

  @Test
  void oneRoundInBatchModeLeavesNoTableOut(@TempDir Path home) throws Exception {
    CatalogOptions catalog = Graphs.catalog(home);
    assertThat(reports(catalog))
        .hasSameSizeAs(Tables.STORED)
        .allSatisfy(line -> assertThat(line).contains("0 files became 0"));
  }

  @Test
  void aTableThatFailsDoesNotHoldUpTheOthers(@TempDir Path home) throws Exception {
    CatalogOptions catalog = Graphs.catalog(home);
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      lakehouse.catalog().dropTable(TableIdentifier.parse(Tables.SPANS));
    }
    assertThat(reports(catalog))
        .hasSize(Tables.STORED.size() - 1)
        .noneSatisfy(line -> assertThat(line).startsWith(Tables.SPANS));
  }

  private static List<String> reports(CatalogOptions catalog) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.batch(1);
    List<String> reports = new ArrayList<>();
    MaintainTopology.of(
            env.fromSequence(0, 0).uid("ticks").setParallelism(1),
            options(catalog, "--once"))
        .reports()
        .executeAndCollect(Tables.STORED.size())
        .forEach(reports::add);
    return reports;
  }

  private static MaintainOptions options(CatalogOptions catalog, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--catalog-uri", catalog.catalogUri(), "--warehouse", catalog.warehouse()));
    arguments.addAll(List.of(more));
    return MaintainOptions.parse(arguments.toArray(String[]::new));
  }
}
