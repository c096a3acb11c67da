package io.watchlake.testkit;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The real data beside the project's folder, {@code ../shared/data}, which is not part of it: tests
 * that use it are skipped where it is missing, by {@code @EnabledIf(value = SharedData.CONDITION,
 * disabledReason = SharedData.MISSING)}. The system property {@code watchlake.shared} names another
 * folder in place of {@code ../shared}.
 */
public final class SharedData {

  /** Names {@link #isPresent} for JUnit's {@code @EnabledIf}. */
  public static final String CONDITION = "io.watchlake.testkit.SharedData#isPresent";

  /** Why a test is skipped. */
  public static final String MISSING =
      "SKIPPED: no real telemetry beside the project (../shared/data/telemetry)";

  private static final String PROPERTY = "watchlake.shared";

  private SharedData() {}

  /** Whether the data are there. */
  public static boolean isPresent() {
    return Files.isDirectory(telemetry());
  }

  /**
   * The folder of telemetry: a folder a system, holding {@code labels.json} and a folder a case.
   */
  public static Path telemetry() {
    String given = System.getProperty(PROPERTY);
    Path shared = given == null ? projectRoot().resolveSibling("shared") : Path.of(given);
    return shared.resolve("data").resolve("telemetry");
  }

  /** The folder of delivery histories: for each repository its events and its figures. */
  public static Path dora() {
    return telemetry().resolveSibling("dora");
  }

  private static Path projectRoot() {
    Path at = Path.of("").toAbsolutePath();
    while (at != null && !Files.exists(at.resolve("mvnw"))) {
      at = at.getParent();
    }
    if (at == null) {
      throw new IllegalStateException("run the tests from within the project's folder");
    }
    return at;
  }
}
