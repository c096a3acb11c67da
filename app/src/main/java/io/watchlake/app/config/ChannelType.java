package io.watchlake.app.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The kinds of channels; a channel that is named like one is one. */
enum ChannelType {
  EMAIL,
  SLACK,
  PAGERDUTY,
  WEBHOOK,
  ALERTMANAGER;

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<ChannelType> of(String label) {
    return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
  }

  static String[] labels() {
    return Arrays.stream(values()).map(ChannelType::label).toArray(String[]::new);
  }
}
