package io.watchlake.connectors.delivery.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.LeadStages;
import io.watchlake.model.delivery.PeriodKind;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FigureCodecTest {

  private static final Figure FIGURE =
      new Figure(
          "shop",
          "live",
          PeriodKind.MONTH,
          1_767_225_600_000_000_000L,
          1_769_904_000_000_000_000L,
          "standard",
          2,
          0.25,
          2,
          3,
          5400.0,
          null,
          7200.5,
          1,
          0,
          0.5,
          null,
          1,
          1,
          0,
          0,
          60.0,
          null,
          null,
          true,
          "digest",
          7,
          LeadStages.NONE,
          FigureScope.TOTAL,
          new FigureBasis("0123456789abcdef", "delivery_events:0=7,3=9"));

  private static String key(Figure figure) {
    return new String(FigureCodec.key(figure), StandardCharsets.UTF_8);
  }

  @Test
  void whatIsWrittenIsReadBack() throws Exception {
    assertThat(FigureCodec.decode(FigureCodec.value(FIGURE))).isEqualTo(FIGURE);
    Figure region = FIGURE.withScope(new FigureScope("production", "eu"));
    assertThat(FigureCodec.decode(FigureCodec.value(region))).isEqualTo(region);
  }

  @Test
  void eachPartOfAServiceHasAKeyOfItsOwn() {
    assertThat(key(FIGURE)).isEqualTo("shop/month/2026-01-01T00:00:00Z");
    assertThat(key(FIGURE.withScope(new FigureScope("production", null))))
        .isEqualTo("shop/month/2026-01-01T00:00:00Z/environment=production");
    assertThat(key(FIGURE.withScope(new FigureScope("production", "eu"))))
        .isEqualTo("shop/month/2026-01-01T00:00:00Z/environment=production/region=eu");
  }

  @Test
  void messagesOfBeforeAreOfTheWholeAndTellNoBasis() throws Exception {
    String before =
        new String(FigureCodec.value(FIGURE), StandardCharsets.UTF_8)
            .replaceAll(",\"environment\":.*", "}");
    assertThat(FigureCodec.decode(before.getBytes(StandardCharsets.UTF_8)))
        .isEqualTo(FIGURE.withBasis(FigureBasis.NOT_TOLD));
  }
}
