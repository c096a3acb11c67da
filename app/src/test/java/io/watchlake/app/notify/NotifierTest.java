package io.watchlake.app.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.app.config.Channel;
import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.connectors.alert.codec.NotificationCodec;
import io.watchlake.connectors.alertmanager.codec.WebhookCodec;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.DeadLetter.Reason;
import io.watchlake.model.Topics;
import io.watchlake.model.alert.Notification;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What channels hear of what is in a real topic. Each test has channels of its own. */
class NotifierTest {

  private static final Duration RETRY_DELAY = Duration.ofMillis(200);

  @TempDir static Path folder;

  private static @Nullable NotificationTopic topic;

  @BeforeAll
  static void start() {
    topic = NotificationTopic.start(folder);
  }

  @AfterAll
  static void stop() {
    topic().close();
  }

  private static NotificationTopic topic() {
    return Objects.requireNonNull(topic);
  }

  @Test
  void aChannelIsToldOnceAndInTheOrderOfTheGroup() throws Exception {
    try (Ear ear = Ear.open()) {
      List<Notification> told = group("once", 5);
      try (Notifier first = notifier(webhook("once", ear.address()))) {
        put(told);
        ear.await(5);
        Ear.until(() -> figures(first, "once").sent() == 5, () -> "the figures");
      }
      Notification more = Notifications.of("once", "group", Instant.now());
      topic().put(more);
      try (Notifier second = notifier(webhook("once", ear.address()))) {
        ear.await(6);
        Ear.until(() -> figures(second, "once").sent() == 1, () -> "the figures");
      }
      assertThat(ear.ids())
          .containsExactlyElementsOf(
              Stream.concat(told.stream(), Stream.of(more)).map(Notification::id).toList());
      assertThat(ear.heard().get(0).body())
          .isEqualTo(new String(WebhookCodec.encode(told.get(0), 0), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aChannelThatDoesNotAnswerKeepsNobodyElseWaiting() throws Exception {
    CountDownLatch silence = new CountDownLatch(1);
    try (Ear ear = Ear.open();
        Ear silent =
            Ear.answering(
                number -> {
                  await(silence);
                  return Ear.Answer.OK;
                });
        Notifier notifier =
            notifier(webhook("silent", silent.address()), webhook("beside", ear.address()))) {
      put(group("silent", 2));
      silent.await(1);
      put(group("beside", 10));
      ear.await(10);
      assertThat(silent.heard()).hasSize(1);
      silence.countDown();
      silent.await(2);
      Ear.until(() -> figures(notifier, "silent").sent() == 2, () -> "the figures");
    }
  }

  @Test
  void whatIsNotTakenAfterTheLastTryIsADeadLetter() throws Exception {
    URI nowhere = URI.create("http://localhost:" + freePort() + "/");
    Notification lost = Notifications.of("nowhere", "group", Instant.now());
    try (Notifier notifier = notifier(webhook("nowhere", nowhere))) {
      topic().put(lost);
      Ear.until(() -> figures(notifier, "nowhere").dead() == 1, () -> "the dead letter");
      assertThat(figures(notifier, "nowhere").lastError()).contains("takes no connections");
      assertThat(figures(notifier, "nowhere").retries()).isEqualTo(3);
    }
    DeadLetter letter = topic().deadLetters("channel nowhere:").stream().findFirst().orElseThrow();
    assertThat(letter.reason()).isEqualTo(Reason.UNDELIVERED);
    assertThat(letter.origin().topic()).isEqualTo(Topics.NOTIFICATIONS);
    assertThat(NotificationCodec.decode(letter.bytes())).isEqualTo(lost);
  }

  @Test
  void whatFailsIsTriedAgainAndWhatIsTakenThenIsNot() throws Exception {
    try (Ear ear = Ear.answering(number -> number <= 3 ? new Ear.Answer(500, 0) : Ear.Answer.OK);
        Notifier notifier = notifier(webhook("shaky", ear.address()))) {
      put(group("shaky", 2));
      List<Ear.Heard> heard = ear.await(5);
      Ear.until(() -> figures(notifier, "shaky").sent() == 2, () -> "the figures");
      assertThat(heard.stream().map(Ear.Heard::id).distinct()).hasSize(2);
      assertThat(heard.get(3).id()).as("the first, before the second").isEqualTo(heard.get(0).id());
      assertThat(Duration.ofNanos(heard.get(1).nanos() - heard.get(0).nanos()))
          .isGreaterThanOrEqualTo(RETRY_DELAY);
      assertThat(figures(notifier, "shaky").dead()).isZero();
      assertThat(figures(notifier, "shaky").lastError()).as("over").isNull();
    }
  }

  @Test
  void whoIsBusyIsLeftAloneForAsLongAsItWants() throws Exception {
    try (Ear ear = Ear.answering(number -> number <= 5 ? new Ear.Answer(429, 1) : Ear.Answer.OK);
        Notifier notifier = notifier(webhook("busy", ear.address()))) {
      put(group("busy", 1));
      List<Ear.Heard> heard = ear.await(6);
      Ear.until(() -> figures(notifier, "busy").sent() == 1, () -> "the figures");
      for (int i = 1; i < heard.size(); i++) {
        assertThat(Duration.ofNanos(heard.get(i).nanos() - heard.get(i - 1).nanos()))
            .isGreaterThanOrEqualTo(Duration.ofMillis(990));
      }
    }
  }

  @Test
  void whatIsRefusedForGoodIsADeadLetterAtOnce() throws Exception {
    try (Ear ear = Ear.answering(number -> new Ear.Answer(404, 0));
        Notifier notifier = notifier(webhook("closed", ear.address()))) {
      put(group("closed", 1));
      Ear.until(() -> figures(notifier, "closed").dead() == 1, () -> "the dead letter");
      assertThat(ear.heard()).hasSize(1);
      assertThat(topic().deadLetters("channel closed:"))
          .singleElement()
          .satisfies(
              letter -> {
                assertThat(letter.reason()).isEqualTo(Reason.REFUSED);
                assertThat(letter.detail()).contains("answered 404");
              });
    }
  }

  @Test
  void afterAnOutageTheNewestOfEachGroupIsTold() throws Exception {
    Instant now = Instant.now();
    List<Notification> old = new ArrayList<>();
    for (int minute = 0; minute < 20; minute++) {
      old.add(Notifications.of("late", "group", now.minusSeconds(7200 - minute * 60L)));
    }
    Notification lone = Notifications.of("late", "other", now.minusSeconds(7200));
    put(old);
    topic().put(lone);
    try (Ear ear = Ear.open();
        Notifier notifier = notifier(webhook("late", ear.address()))) {
      ear.await(2);
      Ear.until(() -> figures(notifier, "late").superseded() == 19, () -> "the figures");
      assertThat(ear.ids()).containsExactlyInAnyOrder(old.get(19).id(), lone.id());
    }
  }

  @Test
  void whatNoChannelTakesOnIsADeadLetter() throws Exception {
    Alerting settings =
        settings(Map.of(), Map.of("broken", "it is not said where requests go"), Set.of("off"));
    try (Notifier notifier = start(settings)) {
      topic().putNonsense();
      topic().put(Notifications.of("unknown-one", "group", Instant.now()));
      topic().put(Notifications.of("broken", "group", Instant.now()));
      topic().put(Notifications.of("off", "group", Instant.now()));
      Ear.until(
          () -> topic().deadLetters("channel broken is not usable").size() == 1,
          () -> "the dead letter");
      Ear.until(
          () -> !topic().deadLetters("no receiver 'unknown-one'").isEmpty(),
          () -> "the dead letter");
      Ear.until(
          () ->
              topic().deadLetters("").stream()
                  .anyMatch(letter -> letter.reason() == Reason.UNDECODABLE),
          () -> "the dead letter");
      assertThat(topic().deadLetters("off")).isEmpty();
      assertThat(figures(notifier, StrayWorker.READER).dead()).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void onlyChannelsWithTheNotificationsSendResolvedAreMeant() throws Exception {
    try (Ear ear = Ear.open();
        Notifier notifier =
            notifier(
                new Channel.Webhook(
                    "fires-only",
                    false,
                    Optional.empty(),
                    new Channel.Address(Optional.of(ear.address()), Optional.empty()),
                    Optional.empty(),
                    0),
                webhook("marker", ear.address()))) {
      Notification meantForOthers = Notifications.of("fires-only", "group", Instant.now());
      topic().put(meantForOthers);
      put(group("marker", 1));
      ear.await(1);
      Ear.until(() -> figures(notifier, "marker").sent() == 1, () -> "the figures");
      assertThat(ear.ids()).doesNotContain(meantForOthers.id());
    }
  }

  @Test
  void kafkaMayGoAwayAndComeBack() throws Exception {
    try (Ear ear = Ear.open();
        Notifier notifier = notifier(webhook("patient", ear.address()))) {
      put(group("patient", 1));
      ear.await(1);
      topic().broker().kill();
      topic().broker().start();
      Notification after = Notifications.of("patient", "group", Instant.now());
      topic().put(after);
      ear.await(2);
      Ear.until(() -> figures(notifier, "patient").sent() == 2, () -> "the figures");
      assertThat(ear.ids()).hasSize(2).endsWith(after.id());
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static List<Notification> group(String receiver, int count) {
    Instant begin = Instant.now();
    List<Notification> notifications = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      notifications.add(Notifications.of(receiver, "group", begin.plusMillis(i)));
    }
    return notifications;
  }

  private static void put(List<Notification> notifications) throws Exception {
    for (Notification notification : notifications) {
      topic().put(notification);
    }
  }

  private static ChannelStats.Figures figures(Notifier notifier, String channel) {
    return notifier.figures().stream()
        .filter(figures -> figures.channel().equals(channel))
        .findFirst()
        .orElseThrow();
  }

  private static Channel webhook(String name, URI address) {
    return new Channel.Webhook(
        name,
        true,
        Optional.empty(),
        new Channel.Address(Optional.of(address), Optional.empty()),
        Optional.empty(),
        0);
  }

  private static Notifier notifier(Channel... channels) throws IOException {
    Map<String, Channel> byName = new TreeMap<>();
    for (Channel channel : channels) {
      byName.put(channel.name(), channel);
    }
    return start(settings(byName, Map.of(), Set.of()));
  }

  private static Alerting settings(
      Map<String, Channel> channels, Map<String, String> unusable, Set<String> disabled) {
    return new Alerting(
        Duration.ofSeconds(5),
        3,
        RETRY_DELAY,
        Duration.ofHours(1),
        channels,
        unusable,
        disabled,
        Map.of());
  }

  private static Notifier start(Alerting settings) throws IOException {
    return Notifier.start(
        topic().bootstrapServers(),
        settings,
        Map.of(),
        InstantSource.system(),
        why -> {
          throw new AssertionError(why);
        });
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
