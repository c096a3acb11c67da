package io.watchlake.jobs.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.launch.JobEnvironment;
import io.watchlake.jobs.run.LakeRows;
import io.watchlake.jobs.run.SmallCluster;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.apache.iceberg.data.GenericFileWriterFactory;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.Record;
import org.apache.iceberg.io.DataWriter;
import org.apache.iceberg.io.OutputFileFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class MaintainJobTest {

  @RegisterExtension static final MiniClusterExtension CLUSTER = SmallCluster.ofSlots(2);

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
  void rowsPastTheirRetentionLeaveTheTables(@TempDir Path home) throws Exception {
    CatalogOptions catalog = Graphs.catalog(home);
    LakeRows rows = new LakeRows(catalog);
    long now = System.currentTimeMillis();
    long day = Duration.ofDays(1).toMillis();
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      append(lakehouse, "live", now - 32 * day, now - 10 * day, now);
      append(lakehouse, "drill", now - 32 * day);
    }

    assertThat(reports(catalog)).noneMatch(line -> line.contains("1 rows past"));
    assertThat(rows.count(Tables.DEAD_LETTERS)).as("nothing was said of retention").isEqualTo(4);

    assertThat(reports(catalog, "--keep-dead-letters-days", "30"))
        .filteredOn(line -> line.contains("and 1 rows past their retention removed"))
        .singleElement()
        .asString()
        .startsWith(Tables.DEAD_LETTERS);
    assertThat(rows.count(Tables.DEAD_LETTERS)).isEqualTo(3);
  }

  private static void append(Lakehouse lakehouse, String timeline, long... arrivals)
      throws IOException {
    Table table = lakehouse.table(Tables.DEAD_LETTERS);
    for (long arrival : arrivals) {
      GenericRecord row = GenericRecord.create(table.schema());
      row.setField("ts", Instant.ofEpochMilli(arrival).atOffset(ZoneOffset.UTC));
      row.setField("topic", "otlp_logs");
      row.setField("reason", "empty");
      row.setField("detail", "no bytes");
      row.setField("length", 0);
      row.setField("sha256", "");
      row.setField("timeline", timeline);
      GenericRecord origin =
          GenericRecord.create(table.schema().findField("_origin").type().asStructType());
      origin.setField("topic", "otlp_logs");
      origin.setField("partition", 0);
      origin.setField("offset", arrival);
      origin.setField("index", -1);
      row.setField("_origin", origin);
      append(table, row);
    }
  }

  private static void append(Table table, GenericRecord row) throws IOException {
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    partition.partition(new InternalRecordWrapper(table.schema().asStruct()).wrap(row));
    DataWriter<Record> writer =
        new GenericFileWriterFactory.Builder(table)
            .dataFileFormat(FileFormat.PARQUET)
            .dataSchema(table.schema())
            .writerProperties(table.properties())
            .build()
            .newDataWriter(
                OutputFileFactory.builderFor(table, 0, 0).build().newOutputFile(partition),
                table.spec(),
                partition);
    try (writer) {
      writer.write(row);
    }
    table.newAppend().appendFile(writer.toDataFile()).commit();
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

  private static List<String> reports(CatalogOptions catalog, String... more) throws Exception {
    StreamExecutionEnvironment env = JobEnvironment.batch(1);
    // Flink's own sink for collecting has no uid.
    env.getConfig().enableAutoGeneratedUIDs();
    List<String> reports = new ArrayList<>();
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--once");
    MaintainTopology.of(
            env.fromSequence(0, 0).uid("ticks").setParallelism(1),
            options(catalog, arguments.toArray(String[]::new)))
        .reports()
        .executeAndCollect(Tables.STORED.size())
        .forEach(reports::add);
    return reports;
  }

  private static MaintainOptions options(CatalogOptions catalog, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("--catalog-uri", catalog.catalogUri(), "--warehouse", catalog.warehouse()));
    arguments.addAll(List.of(more));
    return MaintainOptions.parse(arguments.toArray(String[]::new));
  }
}
