package io.watchlake.rules.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes of what rules keep. */
final class LevelStateTest {

  /** What version 1 wrote; it stays readable whatever later versions write. */
  private static final String GOLDEN =
      "01020000018bcfe568000000018bcfe7d90080000000000000000000018bcfe7d90001405580000000000040540000000000000003"
          + "73696700000001000668"
          + "6f73742d610000018bcfe56800405580000000000001405400000000000000000001000000000000000a40"
          + "2400000000000000000000000000030000000100000000000000051234567890abcdef3ff0000000000000"
          + "4000000000000000";

  private static LevelState state() {
    LevelState state = new LevelState();
    state.phase = LevelState.Phase.FIRING;
    state.since = 1_700_000_000_000L;
    state.keepSince = 1_700_000_160_000L;
    state.seen = 1_700_000_160_000L;
    state.expected = true;
    state.value = 86;
    state.threshold = 80;
    state.signal = "sig";
    SeriesState series = new SeriesState();
    series.time = 1_700_000_000_000L;
    series.value = 86;
    series.holds = true;
    series.threshold = 80;
    series.baseline.add(10, 1, 168);
    series.baseline.add(10, 4, 168);
    series.baseline.add(10, 5, 168);
    state.series.put("host-a", series);
    state.windows.add(5, 5, 0x1234567890abcdefL, 1, 2);
    return state;
  }

  private static byte[] bytes(LevelState state) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    state.write(new DataOutputStream(bytes));
    return bytes.toByteArray();
  }

  private static LevelState read(byte[] bytes) throws IOException {
    return LevelState.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }

  @Test
  void whatIsWrittenIsReadAndTheBytesStayTheSame() throws IOException {
    assertThat(HexFormat.of().formatHex(bytes(state()))).isEqualTo(GOLDEN);
    byte[] golden = HexFormat.of().parseHex(GOLDEN);
    LevelState read = read(golden);
    assertThat(bytes(read)).isEqualTo(golden);
    assertThat(read.series.get("host-a").baseline.mean()).isEqualTo(10.0 / 3);
    assertThat(read.windows.below()).isEqualTo(2);
  }

  @Test
  void bytesOfAnotherVersionAreRefused() {
    assertThatThrownBy(() -> read(new byte[] {2, 0}))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("version 2");
  }

  @Test
  void aWindowIsBoundedAndItsSumsStayRight() {
    Windows windows = new Windows();
    for (int i = 0; i < 3 * Windows.MOST; i++) {
      windows.add(i, i, i + 1, 1, 2);
    }
    assertThat(windows.above()).isEqualTo(3 * Windows.MOST);
    assertThat(windows.below()).isEqualTo(6 * Windows.MOST);
    windows.expire(3 * Windows.MOST - 11);
    assertThat(windows.above()).isEqualTo(10);
    windows.expire(Long.MAX_VALUE);
    assertThat(windows.isEmpty()).isTrue();
    assertThat(windows.above()).isZero();
  }

  /** A window of three days of a hundred series, a value each minute: no sum is changed by it. */
  @Test
  void whatIsOfTheSameTimeIsTakenTogetherWithoutChangingASum() {
    Windows windows = new Windows();
    int minutes = 3 * 24 * 60;
    for (int minute = 0; minute < minutes; minute++) {
      for (int series = 1; series <= 100; series++) {
        windows.add(minute, minute, (long) minute * 1000 + series, series % 7, series);
      }
      // The last one comes again, as signals may.
      windows.add(minute, minute, (long) minute * 1000 + 100, 2, 100);
    }
    for (int since : new int[] {-1, 0, 60, 777, 2880, 4300, minutes - 2, minutes - 1}) {
      Windows.Sums sums = windows.since(since);
      assertThat(sums.below()).isEqualTo((minutes - 1 - since) * 5050.0);
      assertThat(windows.oldestSince(since))
          .isEqualTo(since == minutes - 1 ? Machine.NEVER : since + 1);
    }
    windows.expire(4000);
    assertThat(windows.below()).isEqualTo((minutes - 1 - 4000) * 5050.0);
  }

  @Test
  void whatIsCorrectedKeepsItsTimeThoughOthersCameMeanwhile() {
    Windows windows = new Windows();
    windows.add(1, 1, 11, 1, 10);
    windows.add(2, 2, 12, 2, 10);
    windows.add(2, 2, 22, 3, 10);
    windows.add(2, 1, 11, 5, 20);
    windows.add(2, 1, 21, 0, 40);
    assertThat(windows.since(0)).isEqualTo(new Windows.Sums(10, 80));
    assertThat(windows.above()).isEqualTo(10);
    assertThat(windows.below()).isEqualTo(80);
    assertThat(windows.since(1)).as("what is late counts later").isEqualTo(new Windows.Sums(5, 60));
    windows.expire(1);
    assertThat(windows.below()).isEqualTo(60);
    windows.expire(2);
    assertThat(windows.isEmpty()).isTrue();
  }

  /** A minute of a hundred series is corrected after the next began, all along a long window. */
  @Test
  void whatIsCorrectedSoonIsNeverTakenTogetherBefore() {
    Windows windows = new Windows();
    int minutes = 1000;
    for (int minute = 0; minute < minutes; minute++) {
      for (int series = 1; series <= 100; series++) {
        windows.add(minute, minute, (long) minute * 1000 + series, 0, 1);
      }
      if (minute > 0) {
        windows.add(minute, minute - 1, (minute - 1) * 1000L + 7, 1, 1);
      }
    }
    assertThat(windows.below()).isEqualTo(minutes * 100);
    assertThat(windows.above()).isEqualTo(minutes - 1);
    assertThat(windows.since(minutes - 2).above()).isZero();
  }
}
