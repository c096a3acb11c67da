package io.watchlake.connectors.influxdb.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LineWriterTest {

  @Test
  void tagsAreSortedAndEveryKindOfFieldHasItsForm() {
    assertThat(
            text(
                new LineWriter("anomalies")
                    .tag("service", "shop")
                    .tag("metric", "latency")
                    .field("score", 1.0)
                    .field("lowered", 2L)
                    .field("words", "odd")))
        .isEqualTo("anomalies,metric=latency,service=shop score=1.0,lowered=2i,words=\"odd\" 7\n");
  }

  @Test
  void whatMeansSomethingIsEscaped() {
    assertThat(
            text(
                new LineWriter("a b,c=d")
                    .tag("k, =", "v, =")
                    .tag("end", "back\\")
                    .field("f =", "say \"hi\"\\ and,\nmore")))
        .isEqualTo(
            "a\\ b\\,c=d,end=back\\\\ ,k\\,\\ \\==v\\,\\ \\= "
                + "f\\ \\==\"say \\\"hi\\\"\\\\ and,\nmore\" 7\n");
    assertThat(text(new LineWriter("m").tag("t", "two\nlines\r").field("x", 1L)))
        .isEqualTo("m,t=two\\ lines\\  x=1i 7\n");
  }

  @Test
  void whatHasNoValueIsLeftOut() {
    assertThat(
            text(
                new LineWriter("m")
                    .tag("none", "")
                    .field("nan", Double.NaN)
                    .field("inf", Double.POSITIVE_INFINITY)
                    .field("x", 1e300)))
        .isEqualTo("m x=1.0E300 7\n");
    assertThatThrownBy(() -> new LineWriter("m").field("nan", Double.NaN).write(7))
        .isInstanceOf(IllegalStateException.class);
  }

  private static String text(LineWriter line) {
    return new String(line.write(7), StandardCharsets.UTF_8);
  }
}
