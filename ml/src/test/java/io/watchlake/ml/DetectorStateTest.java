package io.watchlake.ml;

import static io.watchlake.ml.SyntheticSeries.daily;
import static io.watchlake.ml.SyntheticSeries.scores;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.watchlake.ml.state.StateFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Kept state: its bytes are pinned, and a detector that was read goes on as if nothing were. */
class DetectorStateTest {

  private static final int KEPT = 1500;

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theBytesAreTheGoldenOnes(Profile profile) throws IOException {
    assertThat(detector(profile).toBytes()).isEqualTo(golden(profile));
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void theGoldenBytesGoOnLikeTheDetectorThatWasNeverWritten(Profile profile) throws IOException {
    double[] values = daily(3000, 7);
    values[2000] += 150;

    double[] restored = scores(SeriesDetector.fromBytes(golden(profile)), values, KEPT);

    assertThat(restored).isEqualTo(scores(detector(profile), values, KEPT));
    assertThat(restored[2000]).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 5, 29, 30, 47, 199, 200, 777})
  void aDetectorMayBeWrittenAndReadAtAnyPoint(int after) {
    double[] values = daily(1200, 8);
    SeriesDetector whole = new SeriesDetector(Profile.FULL);
    scores(whole, Arrays.copyOf(values, after), 0);

    SeriesDetector restored = SeriesDetector.fromBytes(whole.toBytes());

    assertThat(scores(restored, values, after)).isEqualTo(scores(whole, values, after));
    assertThat(restored.toBytes()).isEqualTo(whole.toBytes());
  }

  @Test
  void bytesOfAnotherFormatAreRefused() {
    byte[] bytes = new SeriesDetector(Profile.FULL).toBytes();
    bytes[0] = 9;

    assertThatThrownBy(() -> SeriesDetector.fromBytes(bytes))
        .isInstanceOf(StateFormatException.class)
        .hasMessage("state of a detector has the format 9; this version reads 1");
  }

  @Test
  void truncatedBytesAndBytesTooManyAreRefused() {
    byte[] bytes = detector(Profile.LIGHT).toBytes();
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> SeriesDetector.fromBytes(cut))
          .isInstanceOf(StateFormatException.class);
    }
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> SeriesDetector.fromBytes(longer))
        .isInstanceOf(StateFormatException.class)
        .hasMessageContaining("1 bytes too many");
  }

  private static SeriesDetector detector(Profile profile) {
    SeriesDetector detector = new SeriesDetector(profile);
    scores(detector, daily(KEPT, 7), 0);
    return detector;
  }

  private static byte[] golden(Profile profile) throws IOException {
    try (InputStream in = DetectorStateTest.class.getResourceAsStream(name(profile))) {
      return in.readAllBytes();
    }
  }

  private static String name(Profile profile) {
    return "detector-" + profile.name().toLowerCase(Locale.ROOT) + "-v1.bin";
  }

  /** Writes the golden bytes of a new format; those of older formats stay for ever. */
  public static void main(String[] args) throws IOException {
    for (Profile profile : Profile.values()) {
      Files.write(Path.of(args[0], name(profile)), detector(profile).toBytes());
    }
  }
}
