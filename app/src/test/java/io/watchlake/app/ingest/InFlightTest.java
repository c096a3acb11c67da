package io.watchlake.app.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class InFlightTest {

  @Test
  void what_exceeds_the_bound_is_put_off_and_what_ends_is_given_back() {
    InFlight inFlight = new InFlight(2000);
    try (InFlight.Lease first = inFlight.lease();
        InFlight.Lease second = inFlight.lease()) {
      first.grow(1500);
      assertThatThrownBy(() -> second.grow(501))
          .isInstanceOf(RefusedException.class)
          .hasMessageContaining("send again later");
      second.grow(500);
      assertThat(inFlight.bytes()).isEqualTo(2000);
      second.close();
      assertThat(inFlight.bytes()).isEqualTo(1500);
    }
    assertThat(inFlight.bytes()).isZero();
  }
}
