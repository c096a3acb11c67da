package io.watchlake.jobs.stage.compute.alert;

import io.watchlake.jobs.stage.alert.RoutedSignal;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.rules.model.Condition.Absence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Says of keys that are to come even if they never have that they are waited for: at the first tick
 * and at the first after each change of rules.
 */
public final class ExpectKeys extends BroadcastProcessFunction<Long, RuleMessage, RoutedSignal> {

  private static final long serialVersionUID = 1L;

  private final RuleState rules;
  private transient boolean said;

  public ExpectKeys(RuleState rules) {
    this.rules = rules;
  }

  @Override
  public void processElement(Long millis, ReadOnlyContext context, Collector<RoutedSignal> out)
      throws Exception {
    if (said) {
      return;
    }
    said = true;
    for (RuleAtWork rule : rules.read(context.getBroadcastState(RuleState.DESCRIPTOR)).active()) {
      if (rule.rule().condition() instanceof Absence absence) {
        boolean one = rule.rule().key() != null && rule.rule().key().isEmpty();
        for (Map<String, String> key :
            one ? List.of(Map.<String, String>of()) : absence.expected()) {
          out.collect(
              new RoutedSignal(MachineKey.of(rule.machines(), new TreeMap<>(key)), null, millis));
        }
      }
    }
  }

  @Override
  public void processBroadcastElement(
      RuleMessage message, Context context, Collector<RoutedSignal> out) throws Exception {
    if (!rules.update(context.getBroadcastState(RuleState.DESCRIPTOR), message).isEmpty()) {
      said = false;
    }
  }
}
