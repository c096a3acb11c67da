package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.connectors.alert.codec.RuleCodec;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.model.alert.RuleVersions;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rules as broadcast state: the newest message of each, and before any came those that the job was
 * started with. So every rule that was there at the start is known to every task before the first
 * signal.
 *
 * @param initial messages of the topic by the rules' names, as they were when the job was started
 */
public record RuleState(Map<String, byte[]> initial) implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(RuleState.class);

  /** By name, the bytes that {@link RuleCodec} writes; none for a rule that was forgotten. */
  public static final MapStateDescriptor<String, byte[]> DESCRIPTOR =
      new MapStateDescriptor<>(
          "rules", Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  public RuleState {
    initial = Map.copyOf(initial);
  }

  /** The state of a job that is started with these rules. */
  public static RuleState of(Collection<RuleVersions> rules) {
    return new RuleState(
        rules.stream().collect(Collectors.toMap(RuleVersions::name, RuleCodec::encode)));
  }

  /**
   * Takes a message in. What is no rule is told in the log and passed over. At the start all rules
   * come once more that the job was started with, which changes nothing.
   *
   * @return the rule's name; empty if nothing changed
   */
  public String update(BroadcastState<String, byte[]> state, RuleMessage message) throws Exception {
    try {
      String name = RuleCodec.name(message.key());
      byte[] value = message.value() == null ? new byte[0] : message.value();
      if (value.length > 0 && !RuleCodec.decode(value).name().equals(name)) {
        throw new IllegalArgumentException("the key and the name of a rule differ");
      }
      byte[] kept = state.get(name);
      state.put(name, value);
      return Arrays.equals(kept == null ? initial.get(name) : kept, value) ? "" : name;
    } catch (IllegalArgumentException e) {
      LOG.warn("a message of the rules is passed over: {}", e.getMessage());
      return "";
    }
  }

  /** The book of all rules as they are now. */
  public RuleBook read(ReadOnlyBroadcastState<String, byte[]> state) throws Exception {
    return read(state, null);
  }

  /**
   * The book of all rules as they are now.
   *
   * @param before the book as it was, which is not read again where nothing changed; null for none
   */
  RuleBook read(ReadOnlyBroadcastState<String, byte[]> state, @Nullable RuleBook before)
      throws Exception {
    Map<String, RuleVersions> rules = new TreeMap<>();
    for (byte[] message : initial.values()) {
      RuleVersions rule = RuleCodec.decode(message);
      rules.put(rule.name(), rule);
    }
    for (Map.Entry<String, byte[]> entry : state.immutableEntries()) {
      RuleVersions started = rules.get(entry.getKey());
      if (entry.getValue().length == 0) {
        rules.remove(entry.getKey());
        continue;
      }
      RuleVersions kept = RuleCodec.decode(entry.getValue());
      // A job that went on from old state was started with newer rules than that state has.
      if (started == null || started.changedUnixNano() <= kept.changedUnixNano()) {
        rules.put(kept.name(), kept);
      }
    }
    return new RuleBook(rules.values(), before);
  }
}
