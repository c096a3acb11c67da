package io.watchlake.ml.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.watchlake.ml.state.StateFormatException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A service whose requests drive its processor, and what a fitted model says of its minutes. */
class ServiceModelTest {

  private static final List<String> SIGNALS = List.of("rate", "cpu", "latency", "errors");
  private static final int CPU = 1;

  private final ModelFitter fitter = new ModelFitter(new PlainGrower());
  private final ServiceModel model = fitter.fit("shop", SIGNALS, minutes(600, 1));

  @Test
  void whatIsUsualIsRarelyUnusualAndALoadedProcessorIs() {
    long told = minutes(2000, 2).stream().filter(minute -> strength(minute) >= 1).count();
    assertThat(told).as("of 2,000 minutes like those it was fitted on").isLessThan(10);

    double[] minute = minutes(1, 3).get(0);
    minute[CPU] = 95;
    minute[2] = 2;
    assertThat(strength(minute)).isGreaterThan(1);
  }

  @Test
  void theSignalsThatMakeItUnusualAreNamedWithWhatIsUsual() {
    double[] minute = minutes(1, 3).get(0);
    minute[CPU] = 95;
    ServiceAssessment said = model.assess(minute).orElseThrow();
    Contribution first = said.contributions().get(0);
    assertThat(first.signal()).isEqualTo("cpu");
    assertThat(first.value()).isEqualTo(95);
    assertThat(first.share()).isGreaterThan(0.5);
    assertThat(first.low()).isBetween(5.0, 20.0);
    assertThat(first.high()).isBetween(20.0, 40.0);
    assertThat(said.contributions().stream().mapToDouble(Contribution::share).sum())
        .isCloseTo(1, within(1e-9));
    assertThat(said.describe("shop"))
        .startsWith("shop as a whole is unusual: beyond all that it was fitted on, score 0.")
        .contains("most by cpu 95.00 (usually ");
    assertThat(said.confidence()).isCloseTo(600.0 / 900, within(1e-12));
  }

  @Test
  void missingSignalsSayNothingAndHalfOfThemAreEnough() {
    double[] minute = minutes(1, 3).get(0);
    minute[CPU] = 95;
    double whole = model.assess(minute).orElseThrow().score();
    minute[0] = Double.NaN;
    minute[3] = Double.POSITIVE_INFINITY;
    ServiceAssessment said = model.assess(minute).orElseThrow();
    assertThat(said.strength()).isPositive();
    assertThat(said.score()).isNotEqualTo(whole);
    assertThat(said.confidence()).isCloseTo(600.0 / 900 / 2, within(1e-12));
    assertThat(said.contributions()).extracting(Contribution::signal).doesNotContain("rate");
    minute[CPU] = Double.NaN;
    assertThat(model.assess(minute)).isEmpty();
  }

  @Test
  void hostileValuesAreJudged() {
    for (double value : new double[] {1e308, -1e308, 1e-308, -0.0, Double.MIN_VALUE}) {
      double[] minute = new double[SIGNALS.size()];
      Arrays.fill(minute, value);
      assertThat(model.assess(minute).orElseThrow().score()).isBetween(0.0, 1.0);
    }
  }

  @Test
  void aSignalThatNeverMovedIsUnusualWhenItDoes() {
    List<double[]> minutes = minutes(300, 4);
    minutes.forEach(minute -> minute[3] = 0);
    ServiceModel quiet = fitter.fit("shop", SIGNALS, minutes);
    double[] minute = minutes(1, 5).get(0);
    minute[3] = 0;
    double before = quiet.assess(minute).orElseThrow().score();
    minute[3] = -0.5;
    ServiceAssessment below = quiet.assess(minute).orElseThrow();
    assertThat(below.score()).isGreaterThanOrEqualTo(before);
  }

  @Test
  void aModelThatWasWrittenJudgesTheSameToTheBit() {
    byte[] bytes = model.toBytes();
    assertThat(bytes).as("100 trees of 256").hasSizeLessThan(400_000);
    ServiceModel read = ServiceModel.fromBytes(bytes);
    assertThat(read.toBytes()).isEqualTo(bytes);
    assertThat(read.service()).isEqualTo("shop");
    assertThat(read.signals()).isEqualTo(SIGNALS);
    assertThat(read.vectors()).isEqualTo(600);
    for (double[] minute : minutes(300, 6)) {
      minute[2] *= 3;
      assertThat(read.assess(minute)).isEqualTo(model.assess(minute));
    }
  }

  @Test
  void bytesThatAreNoModelAreRefused() {
    byte[] bytes = fitter.fit("shop", SIGNALS, minutes(60, 7)).toBytes();
    for (int length = 0; length < bytes.length; length += 97) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> ServiceModel.fromBytes(cut))
          .isInstanceOf(StateFormatException.class);
    }
    byte[] later = bytes.clone();
    later[0] = 9;
    assertThatThrownBy(() -> ServiceModel.fromBytes(later))
        .hasMessage("a model has the format 9; this version reads 1");
    Random random = new Random(8);
    double[] minute = minutes(1, 9).get(0);
    for (int i = 0; i < 2000; i++) {
      byte[] damaged = bytes.clone();
      damaged[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      try {
        // A damage that nobody can see, such as of a threshold, still judges and ends.
        ServiceModel.fromBytes(damaged).assess(new double[ServiceModel.MOST_SIGNALS]);
      } catch (StateFormatException e) {
        assertThat(e).hasMessageContaining("model");
      }
    }
    assertThat(ServiceModel.fromBytes(bytes).assess(minute)).isPresent();
  }

  @Test
  void itIsSaidWhatIsMissingForAFit() {
    List<double[]> few = minutes(59, 1);
    assertThatThrownBy(() -> fitter.fit("shop", SIGNALS, few))
        .hasMessage(
            "there are 59 minutes in which all of [rate, cpu, latency, errors] are there, and it"
                + " takes 60");
    List<double[]> none = minutes(100, 1);
    none.forEach(minute -> Arrays.fill(minute, Double.NaN));
    assertThatThrownBy(() -> fitter.fit("shop", SIGNALS, none))
        .hasMessageContaining("is there in 80 % of the 100 minutes");
  }

  @Test
  void aSignalThatIsOftenMissingIsLeftOut() {
    List<double[]> minutes = minutes(200, 1);
    for (int i = 0; i < 50; i++) {
      minutes.get(i)[2] = Double.NaN;
    }
    minutes.get(60)[0] = Double.NaN;
    ServiceModel fitted = fitter.fit("shop", SIGNALS, minutes);
    assertThat(fitted.signals()).containsExactly("rate", "cpu", "errors");
    assertThat(fitted.vectors()).isEqualTo(199);
  }

  private double strength(double[] minute) {
    return model.assess(minute).orElseThrow().strength();
  }

  private static List<double[]> minutes(int count, long seed) {
    Random random = new Random(seed);
    List<double[]> minutes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double rate = 100 + 20 * random.nextGaussian();
      minutes.add(
          new double[] {
            rate,
            rate / 5 + random.nextGaussian(),
            0.2 + 0.02 * random.nextGaussian(),
            random.nextInt(10) == 0 ? 0.01 * random.nextDouble() : 0
          });
    }
    return minutes;
  }
}
