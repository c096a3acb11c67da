package io.watchlake.connectors.cdevents.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.connectors.cloudevents.codec.CloudEventReader;
import io.watchlake.connectors.cloudevents.codec.InvalidEventException;
import io.watchlake.model.Origin;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryFact;
import io.watchlake.model.delivery.DeliveryFact.ArtifactPackaged;
import io.watchlake.model.delivery.DeliveryFact.ChangeMerged;
import io.watchlake.model.delivery.DeliveryFact.Deployed;
import io.watchlake.model.delivery.DeliveryFact.IncidentReported;
import io.watchlake.model.delivery.DeliveryFact.Phase;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** What is written is what is read. */
class CdEventEncoderTest {

  private static final long START = 1_700_000_000_000_000_000L;
  private static final Origin ORIGIN = new Origin("delivery_events", 1, 2, 0);

  @Property(tries = 500)
  void readsWhatItWrote(@ForAll long seed) throws InvalidEventException {
    Random random = new Random(seed);
    DeliveryFact fact = fact(random);
    String service =
        fact instanceof ChangeMerged change
            ? change.repository()
            : fact instanceof ArtifactPackaged ? DeliveryEvent.UNKNOWN_SERVICE : text(random);
    DeliveryEvent event =
        new DeliveryEvent(
            ORIGIN,
            "live",
            text(random),
            text(random),
            CdEventEncoder.type(fact),
            time(random),
            service,
            maybe(random),
            fact);
    byte[] json = CdEventEncoder.encode(event, Map.of("more", 1)).getBytes(StandardCharsets.UTF_8);
    assertThat(CdEventDecoder.decode(CloudEventReader.read(json), ORIGIN, "live")).isEqualTo(event);
  }

  private static DeliveryFact fact(Random random) {
    return switch (random.nextInt(4)) {
      case 0 ->
          new ChangeMerged(
              text(random),
              text(random),
              random.nextBoolean() ? "" : text(random),
              texts(random),
              random.nextBoolean() ? "" : text(random),
              texts(random),
              random.nextBoolean() ? 0 : time(random),
              random.nextBoolean() ? 0 : time(random),
              random.nextBoolean() ? 0 : time(random),
              random.nextBoolean(),
              texts(random));
      case 1 -> new ArtifactPackaged(text(random), texts(random));
      case 2 ->
          new Deployed(
              text(random),
              text(random),
              random.nextBoolean() ? "" : text(random),
              maybe(random),
              maybe(random),
              texts(random),
              random.nextBoolean());
      default ->
          new IncidentReported(
              text(random),
              random.nextBoolean() ? Phase.DETECTED : Phase.RESOLVED,
              random.nextBoolean() ? 0 : time(random),
              maybe(random),
              maybe(random),
              maybe(random),
              maybe(random),
              texts(random));
    };
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.append("ab/@\"\\\u00e9\n\u65e5".charAt(random.nextInt(9)));
    }
    return text.toString();
  }

  private static @Nullable String maybe(Random random) {
    return random.nextBoolean() ? null : text(random);
  }

  private static List<String> texts(Random random) {
    List<String> texts = new ArrayList<>();
    int size = random.nextInt(3);
    for (int i = 0; i < size; i++) {
      texts.add(text(random));
    }
    return texts;
  }

  private static long time(Random random) {
    return START + random.nextInt(1_000_000_000);
  }
}
