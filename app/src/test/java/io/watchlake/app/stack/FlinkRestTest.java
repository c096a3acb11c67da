package io.watchlake.app.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlinkRestTest {

  @Test
  void theInnermostCauseIsWhatAReaderIsTold() {
    String trace =
        """
        org.apache.flink.util.FlinkException: Job failed
        \tat org.apache.flink.Somewhere(A.java:1)
        Caused by: java.lang.IllegalStateException: outer
        \tat io.watchlake.B(B.java:2)
        Caused by: java.io.IOException: the disk is full
        \tat io.watchlake.C(C.java:3)
        """;

    assertThat(FlinkRest.rootCause(trace)).isEqualTo("java.io.IOException: the disk is full");
  }

  @Test
  void theServersWrappingIsLeftOut() {
    assertThat(
            FlinkRest.rootCause(
                "Internal server error.\n<Exception on server side:\njava.lang.Error: no\n\tat x"))
        .isEqualTo("java.lang.Error: no");
    assertThat(FlinkRest.rootCause("")).isEmpty();
  }
}
