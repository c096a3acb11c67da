package io.watchlake.app.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.bench.detect.DetectFigures.Part;
import io.watchlake.app.bench.detect.Resampling.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResamplingTest {

  @Test
  void filesThatAreAllTheSameLeaveNoDoubt() {
    Interval interval = Resampling.of(List.of(file(0.9, 1), file(0.9, 1), file(0.9, 1)));
    assertThat(interval.low()).isEqualTo(interval.high());
    assertThat(interval.low()).isEqualTo(CostProfile.STANDARD.normalise(0.9, 1));
  }

  @Test
  void filesThatDifferGiveAnIntervalAroundTheirScoreTheSameEachTime() {
    List<Part> files = List.of(file(0.9, 1), file(-1, 1), file(0.5, 1), file(0.7, 1));
    Interval interval = Resampling.of(files);
    double whole = CostProfile.STANDARD.normalise(1.1, 4);
    assertThat(interval.low()).isLessThan(whole);
    assertThat(interval.high()).isGreaterThan(whole);
    assertThat(Resampling.of(files)).isEqualTo(interval);
  }

  @Test
  void filesWithoutWindowsHaveNoScore() {
    assertThat(Resampling.of(List.of(file(-0.1, 0)))).isEqualTo(Interval.NONE);
    assertThat(Resampling.of(List.of())).isEqualTo(Interval.NONE);
  }

  private static Part file(double raw, int windows) {
    return new Part("c/f", 0, raw, windows, 0, 0, Double.NaN, Double.NaN);
  }
}
