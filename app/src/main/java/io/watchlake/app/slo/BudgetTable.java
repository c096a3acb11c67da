package io.watchlake.app.slo;

import io.watchlake.app.json.Json;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.model.Tables;
import io.watchlake.model.Timeline;
import io.watchlake.rules.slo.BudgetReport;
import io.watchlake.rules.slo.ErrorBudget;
import io.watchlake.rules.slo.Slo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.MetricsConfig;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.InternalRecordWrapper;
import org.apache.iceberg.data.parquet.GenericParquetWriter;
import org.apache.iceberg.io.FileAppender;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.parquet.Parquet;
import org.jspecify.annotations.Nullable;

/** Budgets as rows of {@link Tables#SLO_BUDGETS}. */
final class BudgetTable {

  private BudgetTable() {}

  /**
   * Adds rows in one commit, and makes the table where there is none yet.
   *
   * @param budgets all of one moment
   */
  static void append(CatalogOptions catalog, List<Budget> budgets) {
    if (budgets.isEmpty()) {
      return;
    }
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      lakehouse.ensureTables();
      Table table = lakehouse.table(Tables.SLO_BUDGETS);
      table.newAppend().appendFile(write(table, budgets)).commit();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DataFile write(Table table, List<Budget> budgets) throws IOException {
    PartitionKey partition = new PartitionKey(table.spec(), table.schema());
    partition.partition(
        new InternalRecordWrapper(table.schema().asStruct())
            .wrap(whole(GenericRecord.create(table.schema()), budgets.get(0))));
    OutputFile file =
        table
            .io()
            .newOutputFile(
                table
                    .locationProvider()
                    .newDataLocation(
                        table.spec(), partition, "budgets-" + UUID.randomUUID() + ".parquet"));
    FileAppender<GenericRecord> appender =
        Parquet.write(file)
            .schema(table.schema())
            .setAll(table.properties())
            .metricsConfig(MetricsConfig.forTable(table))
            .createWriterFunc(type -> GenericParquetWriter.create(table.schema(), type))
            .build();
    try (appender) {
      for (Budget budget : budgets) {
        appender.add(whole(GenericRecord.create(table.schema()), budget));
        for (BudgetReport.Share share : budget.report().shares()) {
          appender.add(under(GenericRecord.create(table.schema()), budget, share));
        }
      }
    }
    return DataFiles.builder(table.spec())
        .withPath(file.location())
        .withFormat("parquet")
        .withPartition(partition)
        .withFileSizeInBytes(appender.length())
        .withMetrics(appender.metrics())
        .withSplitOffsets(appender.splitOffsets())
        .build();
  }

  private static GenericRecord whole(GenericRecord row, Budget budget) {
    BudgetReport report = budget.report();
    common(row, budget);
    row.setField("begins", time(report.atMillis() - budget.slo().window().toMillis()));
    row.setField("ends", time(report.atMillis()));
    row.setField("events", report.all());
    row.setField("bad", report.bad());
    row.setField("budget_spent", number(report.spent()));
    row.setField("budget_left", number(report.left()));
    Map<Long, @Nullable Double> rates = new TreeMap<>();
    report.rates().forEach(rate -> rates.put(rate.window().toSeconds(), number(rate.burnRate())));
    row.setField("burn_rates", Json.write(rates));
    return row;
  }

  private static GenericRecord under(GenericRecord row, Budget budget, BudgetReport.Share share) {
    common(row, budget);
    row.setField("deployment_id", share.deployed().id());
    row.setField("environment", share.deployed().environment());
    row.setField("begins", time(share.deployed().atMillis()));
    row.setField("ends", time(share.untilMillis()));
    row.setField("events", share.all());
    row.setField("bad", share.bad());
    row.setField("budget_spent", number(share.spent()));
    return row;
  }

  private static void common(GenericRecord row, Budget budget) {
    Slo slo = budget.slo();
    row.setField("ts", time(budget.report().atMillis()));
    row.setField("service", slo.service());
    row.setField("slo", slo.name());
    row.setField("labels", Json.write(budget.labels()));
    row.setField("objective_percent", slo.objectivePercent());
    row.setField("window_seconds", slo.window().toSeconds());
    row.setField("allowed", ErrorBudget.allowed(budget.report().all(), slo.budget()));
    row.setField("timeline", Timeline.LIVE.name());
  }

  private static OffsetDateTime time(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
