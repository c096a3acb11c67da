package io.watchlake.jobs.stage.compute.asked;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.alert.codec.RuleCodec;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.jobs.stage.compute.alert.RuleState;
import io.watchlake.jobs.stage.type.TelemetryTypes;
import io.watchlake.model.alert.RuleVersions;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SendAskedTest {

  private static final String RULE =
      """
      alert_rules:
        told:
          key: service
          severity: info
          count: {kind: deployment, match: 'environment="%s"', window: 1m}
          threshold: 1
      """;

  /** Deployments to the environment that the value names; anything blank is none. */
  private static final class Maker implements SignalMaker<String> {

    private static final long serialVersionUID = 1L;

    @Override
    public @Nullable SignalKind kind(String environment) {
      return environment.isBlank() ? null : SignalKind.DEPLOYMENT;
    }

    @Override
    public Signal of(String environment, long nowMillis) {
      return new Signal(
          environment,
          SignalKind.DEPLOYMENT,
          "live",
          0,
          "deployed",
          "",
          "shop",
          "shop",
          Double.NaN,
          Map.of("environment", environment),
          Map.of());
    }
  }

  private static TwoInputStreamOperatorTestHarness<String, RuleMessage, Signal> opened(
      RuleVersions... rules) throws Exception {
    var harness =
        new TwoInputStreamOperatorTestHarness<String, RuleMessage, Signal>(
            new CoBroadcastWithNonKeyedOperator<>(
                new SendAsked<>(RuleState.of(List.of(rules)), new Maker()),
                List.of(RuleState.DESCRIPTOR)));
    harness.setup(TelemetryTypes.SIGNAL.createSerializer(new SerializerConfigImpl()));
    harness.open();
    return harness;
  }

  private static RuleVersions rule(String environment, long version) {
    RuleVersions rule = RuleVersions.none("told");
    for (long number = 1; number <= version; number++) {
      rule = rule.with(RULE.formatted(environment), number);
    }
    return rule.live(version, version);
  }

  private static void change(
      TwoInputStreamOperatorTestHarness<String, RuleMessage, Signal> harness, RuleVersions rule)
      throws Exception {
    harness.processElement2(
        new StreamRecord<>(new RuleMessage(RuleCodec.key(rule.name()), RuleCodec.encode(rule))));
  }

  private static void feed(
      TwoInputStreamOperatorTestHarness<String, RuleMessage, Signal> harness, String... values)
      throws Exception {
    for (String value : values) {
      harness.processElement1(new StreamRecord<>(value));
    }
  }

  @Test
  void whatARuleOfTheStartLooksAtLeavesAndNothingElse() throws Exception {
    try (var harness = opened(rule("production", 1))) {
      feed(harness, "production", "staging", " ");
      assertThat(harness.extractOutputValues())
          .extracting(Signal::id)
          .containsExactly("production");
    }
  }

  @Test
  void rulesThatComeAndGoTakeEffectWithoutARestart() throws Exception {
    try (var harness = opened()) {
      feed(harness, "production");
      assertThat(harness.extractOutputValues()).isEmpty();
      change(harness, rule("production", 1));
      feed(harness, "production", "staging");
      change(harness, rule("staging", 2));
      feed(harness, "staging");
      change(harness, rule("staging", 2).live(0, 3));
      feed(harness, "staging");
      assertThat(harness.extractOutputValues())
          .extracting(Signal::id)
          .containsExactly("production", "staging");
    }
  }
}
