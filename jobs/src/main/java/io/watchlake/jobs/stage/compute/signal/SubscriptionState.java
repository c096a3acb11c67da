package io.watchlake.jobs.stage.compute.signal;

import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.Subscription;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Subscriptions as broadcast state: the newest message of each id, as its topic has it. */
public final class SubscriptionState {

  private static final Logger LOG = LoggerFactory.getLogger(SubscriptionState.class);

  /** By id, the bytes that {@link SubscriptionCodec} writes. */
  public static final MapStateDescriptor<String, byte[]> DESCRIPTOR =
      new MapStateDescriptor<>(
          "subscriptions", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private SubscriptionState() {}

  /**
   * Takes a message in. What is no subscription is told in the log and passed over: whoever asked
   * wrongly must not stop the others.
   *
   * @return whether anything changed
   */
  public static boolean update(BroadcastState<String, byte[]> state, SubscriptionMessage message)
      throws Exception {
    try {
      String id = SubscriptionCodec.id(message.key());
      if (message.value() == null) {
        boolean there = state.contains(id);
        state.remove(id);
        return there;
      }
      Subscription subscription = SubscriptionCodec.decode(message.value());
      if (!subscription.id().equals(id)) {
        throw new IllegalArgumentException(
            "the key says '" + id + "' and the value '" + subscription.id() + "'");
      }
      state.put(id, message.value());
      return true;
    } catch (IllegalArgumentException e) {
      LOG.warn("a message of the subscriptions is passed over: {}", e.getMessage());
      return false;
    }
  }

  /**
   * All that is asked for now. What another version has kept and this one does not understand is
   * told in the log and left out.
   */
  public static Subscriptions read(
      ReadOnlyBroadcastState<String, byte[]> state, CustomMetrics custom) throws Exception {
    List<Subscription> all = new ArrayList<>();
    for (Map.Entry<String, byte[]> entry : state.immutableEntries()) {
      try {
        all.add(SubscriptionCodec.decode(entry.getValue()));
      } catch (IllegalArgumentException e) {
        LOG.warn("the subscription {} is passed over: {}", entry.getKey(), e.getMessage());
      }
    }
    all.sort(Comparator.comparing(Subscription::id));
    return new Subscriptions(all, custom);
  }
}
