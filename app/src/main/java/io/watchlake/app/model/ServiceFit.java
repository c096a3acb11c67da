package io.watchlake.app.model;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.sql.LakehouseSql;
import io.watchlake.app.sql.SqlFailure;
import io.watchlake.app.sql.SqlSource;
import io.watchlake.connectors.signal.client.ModelTopic;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import io.watchlake.lakehouse.catalog.ModelRows;
import io.watchlake.ml.service.ModelFitter;
import io.watchlake.ml.service.ServiceModel;
import io.watchlake.model.anomaly.FittedModel;
import java.io.IOException;
import java.time.Instant;
import java.util.List;

/**
 * Fits the model of a service on its history, keeps it as a row, and lets it judge from then on.
 *
 * @param fitter what fits it
 * @param catalog where the history is, and models are kept
 * @param topic where models are published
 */
record ServiceFit(ModelFitter fitter, CatalogOptions catalog, ModelTopic topic) {

  /**
   * Fits the next version.
   *
   * @param until exclusive
   * @param signals names of metrics; those that the service does not have are left out
   * @param now when it is fitted
   * @throws CommandException where the history says too little
   */
  FittedModel run(String service, Instant from, Instant until, List<String> signals, Instant now)
      throws SqlFailure, IOException {
    try (Lakehouse lakehouse = Lakehouse.open(catalog)) {
      lakehouse.ensureTables();
      FittedModel model;
      try (LakehouseSql sql = LakehouseSql.open(catalog)) {
        model = fit(sql, service, from, until, signals, now);
      }
      // A model that judges is a row before it does.
      ModelRows.append(lakehouse, model);
      topic.put(model);
      return model;
    }
  }

  private FittedModel fit(
      SqlSource sql, String service, Instant from, Instant until, List<String> signals, Instant now)
      throws SqlFailure, IOException {
    ServiceHistory history = ServiceHistory.read(sql, service, from, until, signals);
    if (history.signals().isEmpty()) {
      throw CommandException.failed(
          "from "
              + from
              + " to "
              + until
              + " telemetry.rollups_1m has none of "
              + signals
              + " of service '"
              + service
              + "': name others by --signal, such as those that ./watchlake sql \"SELECT DISTINCT"
              + " metric FROM rollups_1m WHERE service = '"
              + service
              + "'\" shows");
    }
    ServiceModel fitted;
    try {
      fitted = fitter.fit(service, history.signals(), history.vectors());
    } catch (IllegalArgumentException e) {
      throw CommandException.failed(
          service
              + " cannot be fitted: "
              + e.getMessage()
              + "; name fewer signals by --signal, or a longer time by --from and --to",
          e);
    }
    long version = 1;
    for (KeptModel kept : KeptModel.all(sql)) {
      if (kept.service().equals(service)) {
        version = Math.max(version, kept.version() + 1);
      }
    }
    byte[] bytes = fitted.toBytes();
    return new FittedModel(
        service,
        version,
        KeptModel.nanos(now),
        KeptModel.nanos(from),
        KeptModel.nanos(until),
        fitted.vectors(),
        fitted.signals(),
        fitter.name(),
        FittedModel.sha256(bytes),
        bytes);
  }
}
