package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.SeriesSighting;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Series;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Tells of each series when it is seen for the first time on a day, and keeps points of a series
 * whose id already stands for another one out of the chunks: they become dead letters.
 *
 * <p>An instance knows the series it has seen itself. Two colliding series that never meet in one
 * instance both reach {@link CatalogSeries}, which lists them both under their id.
 */
public final class SightSeries<P> extends ProcessFunction<P, P> {

  private static final long serialVersionUID = 1L;

  /** Series seen for the first time on a day, repeats possible. */
  public static final OutputTag<SeriesSighting> SIGHTINGS =
      new OutputTag<>("sightings", TelemetryTypes.SERIES_SIGHTING);

  /** Points of a series whose id stands for another. */
  public static final OutputTag<DeadLetter> COLLISIONS =
      new OutputTag<>("collisions", TelemetryTypes.DEAD_LETTER);

  /** At about 40 bytes each. */
  private static final int CAPACITY = 200_000;

  /** SHA-256 of no bytes. */
  private static final String SHA256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  private final PointView<P> view;

  private transient SeenSeries seen;

  @SuppressWarnings("NullAway.Init") // the transient field is made in open()
  public SightSeries(PointView<P> view) {
    this.view = view;
  }

  @Override
  public void open(OpenContext context) {
    seen = new SeenSeries(CAPACITY);
    getRuntimeContext().getMetricGroup().gauge("knownSeries", () -> seen.size());
  }

  @Override
  public void processElement(P point, Context context, Collector<P> out) {
    Series series = view.series(point);
    switch (seen.see(series, view.timeUnixNano(point))) {
      case NEW -> {
        context.output(
            SIGHTINGS, new SeriesSighting(view.timeline(point), view.timeUnixNano(point), series));
        out.collect(point);
      }
      case KNOWN -> out.collect(point);
      case COLLISION -> context.output(COLLISIONS, collision(point));
    }
  }

  private DeadLetter collision(P point) {
    return collision(
        view.origin(point), view.timeline(point), view.timeUnixNano(point), view.series(point));
  }

  /**
   * A dead letter without bytes and with the point's own time for its arrival, since neither
   * outlived decoding; the origin tells where both are found.
   */
  static DeadLetter collision(Origin origin, String timeline, long timeUnixNano, Series series) {
    return new DeadLetter(
        origin,
        timeline,
        Math.floorDiv(timeUnixNano, 1_000_000L),
        DeadLetter.Reason.SERIES_COLLISION,
        "series id " + series.id() + " already stands for another series",
        0,
        SHA256_OF_NOTHING,
        new byte[0]);
  }
}
