package io.watchlake.app.delivery;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.watchlake.app.json.Json;
import io.watchlake.connectors.delivery.codec.FigureCodec;
import io.watchlake.jobs.delivery.calc.Band;
import io.watchlake.jobs.delivery.calc.BandSet;
import io.watchlake.model.delivery.Figure;
import org.jspecify.annotations.Nullable;

/** A figure as a JSON object for programs: as it goes to its topic, and its bands. */
final class FigureJson {

  private FigureJson() {}

  /** One line. */
  static String line(Figure figure, BandSet bands) {
    ObjectNode object = FigureCodec.json(figure);
    ObjectNode ofFigure = object.putObject("bands");
    ofFigure.put("set", bands.code());
    ofFigure.put("deployment_frequency", code(bands.deploymentFrequency(figure)));
    ofFigure.put("lead_time", code(bands.leadTime(figure)));
    ofFigure.put("change_failure_rate", code(bands.changeFailureRate(figure)));
    ofFigure.put("time_to_restore", code(bands.restore(figure)));
    return Json.write(object);
  }

  private static @Nullable String code(@Nullable Band band) {
    return band == null ? null : band.code();
  }
}
