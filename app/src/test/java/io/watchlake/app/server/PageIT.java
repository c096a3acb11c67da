package io.watchlake.app.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.watchlake.app.lake.Shop;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;

/** The page in a real browser, over a real lakehouse. */
class PageIT {

  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path CHROMEDRIVER = Path.of("/usr/bin/chromedriver");
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(50);

  @TempDir static Path home;
  @TempDir static Path profile;

  private static TestApp app;
  private static ChromeDriver browser;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(CHROMEDRIVER),
        "needs Debian's chromium and chromium-driver");
    app = TestApp.start(home, 0, InstantSource.fixed(NOW));
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--user-data-dir=" + profile);
    browser =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(CHROMEDRIVER.toFile())
                .usingAnyFreePort()
                .build(),
            options);
  }

  @AfterAll
  static void stop() throws Exception {
    if (browser != null) {
      browser.quit();
    }
    if (app != null) {
      app.close();
    }
  }

  @Test
  void showsLiveFiguresAndHostileNamesAsText() {
    open("/?minutes=15", 1440, 900);

    until("#sign[data-state=live]");
    until("#traces tbody tr");
    assertThat(texts("#services tbody th")).contains("checkout", "frontend", Shop.HOSTILE);
    assertThat(browser.getTitle()).isEqualTo("Watchlake");
    assertThat(texts("#errors .error-message").get(0)).contains("card of order 38 was declined");
    assertThat(browser.findElements(By.cssSelector("#traces tbody tr"))).hasSize(20);
    assertThat(texts("#health .problems li").get(0)).contains("./watchlake up");
    assertThat(browser.findElements(By.cssSelector("main script"))).isEmpty();
  }

  @Test
  void aTraceOpensAsAWaterfallByKeyboardAndClosesByEscape() {
    open("/?minutes=15", 1440, 900);
    until("#traces tbody tr");

    browser.findElement(By.cssSelector("#traces .row-open")).sendKeys(Keys.ENTER);

    until("dialog[open] .span");
    assertThat(browser.findElements(By.cssSelector("dialog .span"))).hasSize(6);
    assertThat(texts("dialog .trace-title")).containsExactly("POST /orders");
    assertThat(browser.getCurrentUrl()).contains("trace=" + Shop.traceIdOf(39));
    WebElement first = browser.findElement(By.cssSelector("dialog .span summary"));
    first.click();
    until("dialog .attributes");
    assertThat(texts("dialog .attributes dt")).contains("http.route", "retry");

    browser.findElement(By.cssSelector("dialog .close")).sendKeys(Keys.ESCAPE);
    untilGone("dialog[open]");
  }

  @Test
  void anotherTimelineIsShownWhereItsDataEnds() {
    open("/?minutes=15", 1440, 900);
    until("#timeline option[value=case-1]");

    browser.findElement(By.id("timeline")).sendKeys("case-1");

    untilCount("#traces tbody tr", count -> count == TestApp.REPLAYED_ORDERS);
    assertThat(browser.getCurrentUrl()).contains("timeline=case-1");
  }

  @Test
  void fitsAPhoneWithoutScrollingSideways() {
    open("/?minutes=15", 500, 844);
    until("#traces tbody tr");

    Object overflow =
        browser.executeScript(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth");
    assertThat(overflow).isEqualTo(0L);
  }

  private static void open(String path, int width, int height) {
    browser.manage().window().setSize(new Dimension(width, height));
    URI address = app.address();
    browser.get(address.resolve(path).toString());
  }

  private static void until(String selector) {
    untilCount(selector, count -> count > 0);
  }

  private static void untilGone(String selector) {
    untilCount(selector, count -> count == 0);
  }

  private static void untilCount(String selector, IntPredicate wanted) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    int count = browser.findElements(By.cssSelector(selector)).size();
    while (!wanted.test(count)) {
      assertThat(System.nanoTime())
          .as("%d elements match %s after %s", count, selector, PATIENCE)
          .isLessThan(deadline);
      LockSupport.parkNanos(POLL.toNanos());
      count = browser.findElements(By.cssSelector(selector)).size();
    }
  }

  private static List<String> texts(String selector) {
    return browser.findElements(By.cssSelector(selector)).stream()
        .map(WebElement::getText)
        .toList();
  }
}
