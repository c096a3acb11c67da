package io.watchlake.jobs.stage.compute.notify;

import io.watchlake.alerting.Alerting;
import io.watchlake.alerting.group.Acknowledgements;
import io.watchlake.alerting.group.Maintenance;
import io.watchlake.alerting.group.Quiet;
import io.watchlake.alerting.group.Silences;
import io.watchlake.alerting.group.Sources;
import io.watchlake.alerting.group.Sources.Source;
import io.watchlake.connectors.alert.codec.AcknowledgementCodec;
import io.watchlake.connectors.alert.codec.SilenceCodec;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.jobs.stage.type.NotifyTypes;
import io.watchlake.model.alert.Acknowledgement;
import io.watchlake.model.alert.AlertStatus;
import io.watchlake.model.alert.NotifiedAlert;
import io.watchlake.model.alert.Silence;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Silences, acknowledgements and inhibiting alerts as broadcast state. Before any message came
 * there are the silences and acknowledgements that the job was started with, so that all that were
 * there at the start are known to every task before the first alert.
 *
 * @param initial silences as messages of their topic, as they were when the job was started
 * @param taken acknowledgements as messages of their topic, as they were when the job was started
 */
public record QuietState(List<byte[]> initial, List<byte[]> taken) implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(QuietState.class);

  /** How long after its end something is kept for groups that are not as far yet. */
  private static final long KEPT_MILLIS = 3_600_000;

  /** By id, the bytes that {@link SilenceCodec} writes; none for a silence that was forgotten. */
  public static final MapStateDescriptor<String, byte[]> SILENCES =
      new MapStateDescriptor<>(
          "silences", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** Alerts that may inhibit others, by fingerprint. */
  public static final MapStateDescriptor<String, Source> SOURCES =
      new MapStateDescriptor<>("inhibiting-alerts", Types.STRING, NotifyTypes.INHIBITING_ALERT);

  /**
   * By fingerprint, the bytes that {@link AcknowledgementCodec} writes; none for one that was taken
   * back.
   */
  public static final MapStateDescriptor<String, byte[]> ACKNOWLEDGEMENTS =
      new MapStateDescriptor<>(
          "acknowledgements", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  public QuietState {
    initial = List.copyOf(initial);
    taken = List.copyOf(taken);
  }

  /**
   * Takes a message of the topic of acknowledgements in, and forgets those that were over long
   * before. What is none is told in the log.
   */
  static void acknowledgement(BroadcastState<String, byte[]> state, QuietMessage message)
      throws Exception {
    try {
      String fingerprint = AcknowledgementCodec.fingerprint(message.key());
      byte[] value = message.value() == null ? new byte[0] : message.value();
      if (value.length > 0) {
        Acknowledgement now = AcknowledgementCodec.decode(value);
        if (!now.fingerprint().equals(fingerprint)) {
          throw new IllegalArgumentException("the key and the fingerprint differ");
        }
        long forget = now.atUnixNano() - TimeUnit.MILLISECONDS.toNanos(KEPT_MILLIS);
        for (Map.Entry<String, byte[]> entry : entries(state)) {
          if (entry.getValue().length > 0
              && AcknowledgementCodec.decode(entry.getValue()).endsAtUnixNano() < forget) {
            state.remove(entry.getKey());
          }
        }
      }
      state.put(fingerprint, value);
    } catch (IllegalArgumentException e) {
      LOG.warn("a message of the acknowledgements is passed over: {}", e.getMessage());
    }
  }

  /** Takes a message of the topic of silences in. What is no silence is told in the log. */
  static void silence(BroadcastState<String, byte[]> state, QuietMessage message) throws Exception {
    try {
      String id = SilenceCodec.id(message.key());
      byte[] value = message.value() == null ? new byte[0] : message.value();
      if (value.length > 0 && !SilenceCodec.decode(value).id().equals(id)) {
        throw new IllegalArgumentException("the key and the id of a silence differ");
      }
      state.put(id, value);
    } catch (IllegalArgumentException e) {
      LOG.warn("a message of the silences is passed over: {}", e.getMessage());
    }
  }

  /** Takes an alert in that may inhibit others, and forgets those that are long over. */
  static void source(BroadcastState<String, Source> state, NotifiedAlert alert, long millis)
      throws Exception {
    String fingerprint = alert.fingerprint();
    Source known = state.get(fingerprint);
    if (known == null) {
      known = new Source(alert.labels(), List.of());
    }
    long forget = millis - KEPT_MILLIS;
    state.put(
        fingerprint,
        alert.status() == AlertStatus.FIRING
            ? known.fires(millis, forget)
            : known.ends(millis, forget));
    for (Map.Entry<String, Source> entry : entries(state)) {
      if (entry.getValue().overBy(forget)) {
        state.remove(entry.getKey());
      }
    }
  }

  private static <T> List<Map.Entry<String, T>> entries(BroadcastState<String, T> state)
      throws Exception {
    List<Map.Entry<String, T>> entries = new ArrayList<>();
    state
        .iterator()
        .forEachRemaining(entry -> entries.add(Map.entry(entry.getKey(), entry.getValue())));
    return entries;
  }

  /** What keeps alerts quiet as it is known now. */
  Quiet read(
      Alerting alerting,
      ReadOnlyBroadcastState<String, byte[]> silences,
      ReadOnlyBroadcastState<String, Source> sources,
      ReadOnlyBroadcastState<String, byte[]> acknowledgements)
      throws Exception {
    Map<String, Silence> known = new TreeMap<>();
    for (byte[] message : initial) {
      Silence silence = SilenceCodec.decode(message);
      known.put(silence.id(), silence);
    }
    for (Map.Entry<String, byte[]> entry : silences.immutableEntries()) {
      Silence started = known.get(entry.getKey());
      if (entry.getValue().length == 0) {
        known.remove(entry.getKey());
        continue;
      }
      Silence kept = SilenceCodec.decode(entry.getValue());
      // A job that went on from old state was started with newer silences than that state has.
      if (started == null || started.updatedAtUnixNano() <= kept.updatedAtUnixNano()) {
        known.put(kept.id(), kept);
      }
    }
    Sources inhibiting = new Sources(alerting.inhibitRules());
    for (Map.Entry<String, Source> entry : sources.immutableEntries()) {
      inhibiting.put(entry.getKey(), entry.getValue());
    }
    Silences silencing = new Silences(known.values());
    Maintenance maintaining = new Maintenance(alerting);
    Quiet quiet =
        (labels, millis) ->
            inhibiting
                .of(labels, millis)
                .or(() -> silencing.of(labels, millis))
                .or(() -> maintaining.of(labels, millis));
    return quiet.with(new Acknowledgements(known(acknowledgements).values()));
  }

  private Map<String, Acknowledgement> known(ReadOnlyBroadcastState<String, byte[]> state)
      throws Exception {
    Map<String, Acknowledgement> known = new TreeMap<>();
    for (byte[] message : taken) {
      Acknowledgement one = AcknowledgementCodec.decode(message);
      known.put(one.fingerprint(), one);
    }
    for (Map.Entry<String, byte[]> entry : state.immutableEntries()) {
      if (entry.getValue().length == 0) {
        known.remove(entry.getKey());
        continue;
      }
      Acknowledgement kept = AcknowledgementCodec.decode(entry.getValue());
      Acknowledgement started = known.get(entry.getKey());
      // As with silences, what the job was started with may be newer.
      if (started == null || started.atUnixNano() <= kept.atUnixNano()) {
        known.put(kept.fingerprint(), kept);
      }
    }
    return known;
  }
}
