package io.watchlake.alerting.group;

import io.watchlake.alerting.Matchers;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.Silence;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The silences there are. */
public final class Silences implements Quiet {

  private final List<Silence> silences;

  public Silences(Collection<Silence> silences) {
    this.silences = List.copyOf(silences);
  }

  @Override
  public Optional<Why> of(Map<String, String> labels, long millis) {
    long unixNano = TimeUnit.MILLISECONDS.toNanos(millis);
    return silences.stream()
        .filter(silence -> silence.active(unixNano) && Matchers.all(silence.matchers(), labels))
        .findFirst()
        .map(silence -> new Why(NotificationReason.SILENCED, silence.id()));
  }
}
