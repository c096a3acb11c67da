package io.watchlake.jobs.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.PeriodKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Month;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Results come out whole, however many they are: more than Flink holds for who collects them. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class DeliveryBatchTest {

  private static final YearMonth FIRST = YearMonth.of(2005, Month.JANUARY);
  private static final int SERVICES = 100;
  private static final int MONTHS = 240;

  @TempDir private Path folder;

  @Test
  void aDeploymentAMonthOfAHundredServicesOverTwentyYears() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int service = 0; service < SERVICES; service++) {
      lines.add(deployed("service-" + service, FIRST));
      lines.add(deployed("service-" + service, FIRST.plusMonths(MONTHS - 1)));
    }
    DeliveryBatchMain.Result result = run(lines);
    assertThat(result.refused()).isEmpty();
    assertThat(result.figures()).hasSize(SERVICES * MONTHS);
    assertThat(result.figures().stream().mapToLong(Figure::deployments).sum())
        .isEqualTo(2L * SERVICES);
  }

  @Test
  void fiftyThousandLinesThatAreNoEvents() throws Exception {
    List<String> lines = new ArrayList<>(List.of(deployed("shop", FIRST)));
    for (int i = 0; i < 50_000; i++) {
      lines.add("no event " + i);
    }
    DeliveryBatchMain.Result result = run(lines);
    assertThat(result.figures()).isEmpty();
    assertThat(result.refusedCount()).isEqualTo(50_000);
    assertThat(result.refused()).hasSize(DeliveryBatchMain.MAX_REFUSED);
    assertThat(result.refused().get(0)).contains("events:2: ");
  }

  private static String deployed(String service, YearMonth month) {
    String id = service + "@" + month;
    return """
        {"specversion":"1.0","id":"%1$s","source":"s","type":"dev.cdevents.service.deployed.0.2.0",\
        "data":{"context":{"version":"0.4.1","id":"%1$s","source":"s",\
        "type":"dev.cdevents.service.deployed.0.2.0","timestamp":"%2$s-01T12:00:00Z"},\
        "subject":{"id":"%3$s","content":{"environment":{"id":"prod"}}},\
        "customData":{"deploymentId":"%1$s"}}}"""
        .formatted(id, month, service);
  }

  private DeliveryBatchMain.Result run(List<String> lines) throws Exception {
    return DeliveryBatchMain.run(
        new DeliveryBatchMain.Request(
            List.of(Files.write(folder.resolve("events"), lines)),
            Set.of(PeriodKind.MONTH),
            Breakdown.TOTAL,
            Terms.STANDARD,
            FIRST.plusMonths(MONTHS).atDay(2).atStartOfDay(ZoneOffset.UTC).toInstant(),
            2));
  }
}
