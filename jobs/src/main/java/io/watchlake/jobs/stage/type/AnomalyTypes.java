package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.Tolerance;
import io.watchlake.jobs.stage.anomaly.WatchedSeries;
import io.watchlake.jobs.stage.anomaly.WatchedService;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.ModelChange;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * The Flink types of what travels between the operators of {@code anomalies} and {@code
 * export-influxdb}, and of their state.
 */
public final class AnomalyTypes {

  public static final TypeInformation<Anomaly> ANOMALY =
      new VersionedTypeInfo<>(new AnomalyFormat());
  public static final TypeInformation<WatchedSeries> WATCHED_SERIES =
      new VersionedTypeInfo<>(new WatchedSeriesFormat());
  public static final TypeInformation<FalsePositive> FALSE_POSITIVE =
      new VersionedTypeInfo<>(new FalsePositiveFormat());
  public static final TypeInformation<Tolerance> TOLERANCE =
      new VersionedTypeInfo<>(new ToleranceFormat());
  public static final TypeInformation<ModelChange> MODEL_CHANGE =
      new VersionedTypeInfo<>(new ModelChangeFormat());
  public static final TypeInformation<ServicePart> SERVICE_PART =
      new VersionedTypeInfo<>(new ServicePartFormat());
  public static final TypeInformation<WatchedService> WATCHED_SERVICE =
      new VersionedTypeInfo<>(new WatchedServiceFormat());
  public static final TypeInformation<ArrivedAnomaly> ARRIVED_ANOMALY =
      new VersionedTypeInfo<>(new ArrivedAnomalyFormat());
  public static final TypeInformation<InfluxLine> INFLUX_LINE =
      new VersionedTypeInfo<>(new InfluxLineFormat());

  /** What savepoints may name. */
  static final List<Format<?>> FORMATS =
      List.of(
          new AnomalyFormat(),
          new WatchedSeriesFormat(),
          new FalsePositiveFormat(),
          new ToleranceFormat(),
          new ModelChangeFormat(),
          new ServicePartFormat(),
          new WatchedServiceFormat(),
          new ArrivedAnomalyFormat(),
          new InfluxLineFormat());

  private AnomalyTypes() {}
}
