package io.watchlake.connectors.signal.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.model.formula.FormulaParser;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.RecordSubscription;
import io.watchlake.model.signal.SeriesSubscription;
import io.watchlake.model.signal.Signal;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import io.watchlake.model.signal.Subscription;
import io.watchlake.model.telemetry.Resolution;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignalCodecTest {

  private static final String SIGNAL =
      "{\"v\":1,\"id\":\"i\",\"kind\":\"metric\",\"timeline\":\"live\","
          + "\"time_unix_nano\":1700000000000000001,\"name\":\"n\",\"unit\":\"%\",\"service\":\"s\","
          + "\"key\":\"k\",\"value\":1.5,\"labels\":{\"a\":\"b\"},\"evidence\":{}}";

  private static final String SUBSCRIPTION =
      "{\"v\":1,\"id\":\"rule/high-cpu\",\"series\":\"cpu_usage{service=~\\\"a|b\\\"}\","
          + "\"resolution\":\"10s\",\"owner\":\"rules\"}";

  @Example
  void theBytesOfVersionOne() throws Exception {
    Signal signal =
        new Signal(
            "i",
            SignalKind.METRIC,
            "live",
            1_700_000_000_000_000_001L,
            "n",
            "%",
            "s",
            "k",
            1.5,
            Map.of("a", "b"),
            Map.of());
    assertThat(SignalCodec.encode(signal)).asString(StandardCharsets.UTF_8).isEqualTo(SIGNAL);
    assertThat(SignalCodec.decode(bytes(SIGNAL))).isEqualTo(signal);
    assertThat(SignalCodec.key(signal)).asString(StandardCharsets.UTF_8).isEqualTo("s");

    Subscription subscription =
        new SeriesSubscription(
            "rule/high-cpu",
            FormulaParser.selector("cpu_usage{service=~\"a|b\"}"),
            Resolution.TEN_SECONDS,
            "rules");
    assertThat(SubscriptionCodec.encode(subscription))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(SUBSCRIPTION);
    assertThat(SubscriptionCodec.decode(bytes(SUBSCRIPTION))).isEqualTo(subscription);
    assertThat(SubscriptionCodec.id(SubscriptionCodec.key("rule/high-cpu")))
        .isEqualTo("rule/high-cpu");
  }

  @Example
  void aSubscriptionOfRecordsNamesTheirKindAndWhatFits() throws Exception {
    String errors =
        "{\"v\":1,\"id\":\"rules/log/1\",\"kind\":\"log\",\"name\":\"n\","
            + "\"match\":\"severity=\\\"ERROR\\\",body=~\\\".*\\\\\\\\d\\\"\",\"value\":\"> 5.0\","
            + "\"by\":[\"host\",\"service\"],\"owner\":\"rules\"}";
    RecordSubscription subscription =
        new RecordSubscription(
            "rules/log/1",
            new SignalPattern(
                SignalKind.LOG,
                "n",
                FormulaParser.selector("x{severity=\"ERROR\",body=~\".*\\\\d\"}").matchers(),
                Comparison.parse("> 5")),
            List.of("service", "host"),
            "rules");
    assertThat(SubscriptionCodec.encode(subscription))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo(errors);
    assertThat(SubscriptionCodec.decode(bytes(errors))).isEqualTo(subscription);

    RecordSubscription any =
        new RecordSubscription(
            "a", new SignalPattern(SignalKind.SPAN, null, List.of(), null), List.of(), "");
    assertThat(SubscriptionCodec.decode(SubscriptionCodec.encode(any))).isEqualTo(any);
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void everySignalComesBack(@ForAll("signals") Signal signal) {
    assertThat(SignalCodec.decode(SignalCodec.encode(signal))).isEqualTo(signal);
  }

  @Provide
  Arbitrary<Signal> signals() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12).filter(SignalCodecTest::whole);
    Arbitrary<Map<String, String>> texts = Arbitraries.maps(text, text).ofMaxSize(3);
    Arbitrary<Double> value =
        Arbitraries.oneOf(
            Arbitraries.doubles(),
            Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    return Combinators.combine(
            text,
            Arbitraries.of(SignalKind.values()),
            text,
            Arbitraries.longs(),
            text,
            value,
            texts,
            texts)
        .as(
            (id, kind, name, time, key, number, labels, evidence) ->
                new Signal(id, kind, "live", time, name, "s", name, key, number, labels, evidence));
  }

  /** Half a surrogate pair is no text that UTF-8 can hold. */
  private static boolean whole(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @Example
  void fieldsOfTomorrowArePassedOver() {
    assertThat(SignalCodec.decode(bytes(SIGNAL.replace("{\"v\":1", "{\"new\":[1],\"v\":1"))))
        .isEqualTo(SignalCodec.decode(bytes(SIGNAL)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                                     | that is not JSON",
        "[]                                    | not a JSON object",
        "{\"v\":2}                             | unknown version 2",
        "{\"v\":1}                             | field 'id' of a subscription is not a text",
        "{\"v\":1,\"id\":\"a b\",\"series\":\"x\",\"resolution\":\"1m\",\"owner\":\"\"} | not an id",
        "{\"v\":1,\"id\":\"a\",\"series\":\"{\",\"resolution\":\"1m\",\"owner\":\"\"} | the series of",
        "{\"v\":1,\"id\":\"a\",\"series\":\"x\",\"resolution\":\"1h\",\"owner\":\"\"} | 10s or 1m",
        "{\"v\":1,\"id\":\"a\",\"series\":\"x\",\"resolution\":\"7m\",\"owner\":\"\"} | unknown resolution",
        "{\"v\":1,\"id\":\"a\",\"kind\":\"tea\"} | unknown kind of signal 'tea'",
        "{\"v\":1,\"id\":\"a\",\"kind\":\"log\",\"match\":\"a\",\"by\":[],\"owner\":\"\"} | the conditions of",
        "{\"v\":1,\"id\":\"a\",\"kind\":\"metric\",\"match\":\"\",\"by\":[],\"owner\":\"\"} | kind metric"
      })
  void whatIsNoSubscriptionIsRefusedAndSaysWhy(String message, String why) {
    assertThatThrownBy(() -> SubscriptionCodec.decode(bytes(message)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(why);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
