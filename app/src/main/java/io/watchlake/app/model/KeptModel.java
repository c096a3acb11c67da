package io.watchlake.app.model;

import io.watchlake.app.sql.Rows;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.model.Tables;
import io.watchlake.model.anomaly.FittedModel;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * A row of the table of models, its bytes left out.
 *
 * @param created when it was fitted
 * @param from where the training window begins
 * @param until where it ends, exclusive
 * @param vectors how many minutes of it the model was fitted on
 */
record KeptModel(
    String service,
    long version,
    Instant created,
    Instant from,
    Instant until,
    long vectors,
    List<String> signals,
    String fittedBy,
    String sha256) {

  private static final String COLUMNS =
      "service, version, epoch_us(ts) AS created, epoch_us(window_from) AS from_us,"
          + " epoch_us(window_until) AS until_us, vectors, array_to_string(signals, chr(10)) AS"
          + " names, fitted_by, sha256";

  /** All versions of all models, by service and version. */
  static List<KeptModel> all(SqlSource lakehouse) throws SqlFailure, IOException {
    return Rows.of(
            lakehouse,
            "SELECT " + COLUMNS + " FROM " + Tables.MODELS + " ORDER BY service, version")
        .stream()
        .map(KeptModel::of)
        .toList();
  }

  private static KeptModel of(Rows.Row row) {
    return new KeptModel(
        row.text("service"),
        row.integer("version"),
        row.moment("created"),
        row.moment("from_us"),
        row.moment("until_us"),
        row.integer("vectors"),
        row.text("names").lines().toList(),
        row.text("fitted_by"),
        row.text("sha256"));
  }

  /** The model itself; empty where there is no such version. */
  static Optional<FittedModel> load(SqlSource lakehouse, String service, long version)
      throws SqlFailure, IOException {
    return Rows.of(
            lakehouse,
            "SELECT "
                + COLUMNS
                + ", lower(hex(bytes)) AS bytes FROM "
                + Tables.MODELS
                + " WHERE service = "
                + Rows.quoted(service)
                + " AND version = "
                + version)
        .stream()
        .findFirst()
        .map(
            row -> {
              KeptModel kept = of(row);
              return new FittedModel(
                  kept.service(),
                  kept.version(),
                  nanos(kept.created()),
                  nanos(kept.from()),
                  nanos(kept.until()),
                  kept.vectors(),
                  kept.signals(),
                  kept.fittedBy(),
                  kept.sha256(),
                  HexFormat.of().parseHex(row.text("bytes")));
            });
  }

  static long nanos(Instant time) {
    return ChronoUnit.NANOS.between(Instant.EPOCH, time);
  }
}
