package io.watchlake.model.signal;

import java.util.Map;
import java.util.TreeMap;

/**
 * A small event that rules match on. It may come twice, with the same id and the same content.
 *
 * @param id names the signal, unique over all timelines, the same for every repeat
 * @param kind what it speaks of
 * @param timeline the timeline's name
 * @param timeUnixNano when it was so, nanoseconds since the epoch, UTC; of a window its end
 * @param name of the metric, under the name it was asked for by
 * @param unit of the value; empty for none
 * @param service the service it speaks of; empty where there is none
 * @param key names what it speaks of, such as a series, within its kind: signals of one key belong
 *     together and are in order
 * @param value NaN where there is none
 * @param labels what rules may match and group by
 * @param evidence what the value rests on, by which it can be traced
 */
public record Signal(
    String id,
    SignalKind kind,
    String timeline,
    long timeUnixNano,
    String name,
    String unit,
    String service,
    String key,
    double value,
    Map<String, String> labels,
    Map<String, String> evidence) {

  /** In the evidence of a signal that stands for several records, how many. */
  public static final String RECORDS = "records";

  public Signal {
    labels = new TreeMap<>(labels);
    evidence = new TreeMap<>(evidence);
  }

  /**
   * How many records it stands for: one, but where many came at once and were counted together.
   * Labels that those who ask tell records apart by are the same for all; the value is their mean.
   */
  public long records() {
    String records = evidence.get(RECORDS);
    try {
      return records == null ? 1 : Math.max(1, Long.parseLong(records));
    } catch (NumberFormatException notANumber) {
      return 1;
    }
  }
}
