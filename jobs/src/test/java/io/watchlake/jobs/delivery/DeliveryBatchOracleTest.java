package io.watchlake.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureBasis;
import io.watchlake.model.delivery.PeriodKind;
import io.watchlake.testkit.SharedData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every figure of real histories is what was worked out from git by other means. */
@EnabledIf(value = SharedData.CONDITION, disabledReason = SharedData.MISSING)
class DeliveryBatchOracleTest {

  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");

  @ParameterizedTest
  @MethodSource("io.watchlake.jobs.delivery.OracleFigures#names")
  void figuresOfTheFile(String name) throws Exception {
    DeliveryBatchMain.Result result = run(OracleFigures.events(name));
    assertThat(result.refused()).isEmpty();
    assertThat(OracleFigures.differences(name, result.figures())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.watchlake.jobs.delivery.OracleFigures#names")
  void shuffledWithRepeatsOverSeveralFilesTheyAreTheSameToTheLastDigit(
      String name, @TempDir Path folder) throws Exception {
    List<String> lines = lines(OracleFigures.events(name));
    Random random = new Random(4);
    for (int i = 0; i < 500; i++) {
      lines.add(lines.get(random.nextInt(lines.size())));
    }
    Collections.shuffle(lines, random);
    int half = lines.size() / 2;
    Path first = Files.write(folder.resolve("a"), lines.subList(0, half));
    Path second = Files.write(folder.resolve("b"), lines.subList(half, lines.size()));
    assertThat(whereverRead(run(first, second)))
        .isEqualTo(whereverRead(run(OracleFigures.events(name))));
  }

  /** The figures without how far which file was read, which is all that may differ. */
  private static List<Figure> whereverRead(DeliveryBatchMain.Result result) {
    return result.figures().stream()
        .map(figure -> figure.withBasis(new FigureBasis(figure.basis().definitionDigest(), "")))
        .toList();
  }

  private static DeliveryBatchMain.Result run(Path... files) throws Exception {
    return DeliveryBatchMain.run(
        new DeliveryBatchMain.Request(
            List.of(files),
            EnumSet.allOf(PeriodKind.class),
            Breakdown.TOTAL,
            Terms.STANDARD,
            LATER,
            2));
  }

  private static List<String> lines(Path gzip) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))) {
      return new ArrayList<>(reader.lines().toList());
    }
  }
}
