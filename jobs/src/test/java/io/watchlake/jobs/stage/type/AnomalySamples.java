package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.Tolerance;
import io.watchlake.jobs.stage.anomaly.WatchedSeries;
import io.watchlake.jobs.stage.anomaly.WatchedService;
import io.watchlake.ml.Profile;
import io.watchlake.model.Origin;
import io.watchlake.model.anomaly.Anomaly;
import io.watchlake.model.anomaly.FalsePositive;
import io.watchlake.model.anomaly.FittedModel;
import io.watchlake.model.anomaly.ModelChange;
import io.watchlake.model.anomaly.ServiceSignals;
import io.watchlake.model.anomaly.Statistic;
import io.watchlake.model.telemetry.Resolution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values of the types of anomalies, drawn from a source of chance. */
final class AnomalySamples {

  private static final List<Statistic> STATISTICS =
      List.of(
          Statistic.MEAN,
          Statistic.MIN,
          Statistic.MAX,
          Statistic.LAST,
          Statistic.SUM,
          Statistic.COUNT);

  private final Random random;

  AnomalySamples(Random random) {
    this.random = random;
  }

  /** One value of each format, by the format's name. */
  Map<String, Object> oneOfEach() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("anomaly", anomaly());
    values.put("watched_series", watchedSeries());
    values.put(
        "false_positive",
        new FalsePositive(
            text(), text(), text(), text(), random.nextGaussian(), random.nextLong(), text()));
    List<String> ids = new ArrayList<>();
    for (int i = random.nextInt(Tolerance.MOST); i >= 0; i--) {
      ids.add(text());
    }
    values.put("tolerance", new Tolerance(ids, random.nextGaussian(), random.nextLong()));
    values.put(
        "arrived_anomaly",
        new ArrivedAnomaly(new Origin(text(), 1, 2, 3), random.nextLong(), anomaly()));
    byte[] line = new byte[random.nextInt(40)];
    random.nextBytes(line);
    values.put(
        "influx_line",
        new InfluxLine(new Origin(text(), 4, 5, 6), text(), random.nextLong(), line));
    values.put("model_change", modelChange());
    values.put("service_part", servicePart(random.nextLong()));
    values.put("watched_service", watchedService());
    return values;
  }

  private Anomaly anomaly() {
    return new Anomaly(
        text(),
        String.format("%016x", random.nextLong()),
        text(),
        text(),
        text(),
        Map.of(text(), text()),
        random.nextBoolean() ? Resolution.MINUTE : Resolution.TEN_SECONDS,
        random.nextLong(),
        random.nextInt(3),
        STATISTICS.get(random.nextInt(STATISTICS.size())),
        random.nextGaussian(),
        random.nextDouble(),
        random.nextDouble(),
        random.nextBoolean() ? random.nextDouble() : Double.POSITIVE_INFINITY,
        random.nextInt(9),
        random.nextDouble(),
        text(),
        random.nextBoolean() ? Double.NaN : random.nextGaussian(),
        random.nextGaussian(),
        text(),
        text());
  }

  private WatchedSeries watchedSeries() {
    WatchedSeries series =
        WatchedSeries.begin(
            random.nextBoolean() ? Resolution.MINUTE : Resolution.TEN_SECONDS, Profile.LIGHT);
    for (int i = random.nextInt(300); i >= 0; i--) {
      series.advance(i * 60_000_000_000L);
      series.detector().update(i * 60_000L, random.nextGaussian());
    }
    return series;
  }

  private ModelChange modelChange() {
    if (random.nextInt(4) == 0) {
      return new ModelChange(text(), null);
    }
    byte[] bytes = new byte[random.nextInt(90)];
    random.nextBytes(bytes);
    String service = text();
    return new ModelChange(
        service,
        new FittedModel(
            service,
            random.nextInt(9),
            random.nextLong(),
            random.nextLong(),
            random.nextLong(),
            random.nextInt(9000),
            List.of(text(), text()),
            text(),
            FittedModel.sha256(bytes),
            bytes));
  }

  private ServicePart servicePart(long windowUnixNano) {
    return new ServicePart(
        text(),
        text(),
        text(),
        random.nextLong(),
        windowUnixNano,
        random.nextInt(3),
        new ServiceSignals.Part(
            random.nextBoolean() ? null : random.nextGaussian(),
            random.nextGaussian(),
            random.nextInt(60)));
  }

  private WatchedService watchedService() {
    WatchedService service = WatchedService.begin();
    service.take(servicePart(0));
    service.close(0, List.of());
    for (int i = random.nextInt(30); i >= 0; i--) {
      service.begins(random.nextDouble());
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      service.take(servicePart(60_000_000_000L * (1 + random.nextInt(3))));
    }
    return service;
  }

  private String text() {
    return "t" + random.nextInt(1000);
  }
}
