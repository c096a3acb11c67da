package io.watchlake.connectors.prometheus.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The versions of the protocol, each by the message that a request of it holds. */
public enum RemoteWriteVersion {
  V1("prometheus.WriteRequest", "0.1.0"),
  V2("io.prometheus.write.v2.Request", "2.0.0");

  /** The media type of both. */
  public static final String MEDIA_TYPE = "application/x-protobuf";

  private static final String PARAMETER = "proto";

  private final String message;
  private final String header;

  RemoteWriteVersion(String message, String header) {
    this.message = message;
    this.header = header;
  }

  /** The full name of the message, as {@code Content-Type} gives it. */
  public String message() {
    return message;
  }

  /** What a sender writes in {@code X-Prometheus-Remote-Write-Version}. */
  public String header() {
    return header;
  }

  /**
   * The version of a {@code Content-Type}; without the parameter {@code proto} it is 1.0. Null for
   * any other media type or message.
   */
  public static @Nullable RemoteWriteVersion ofContentType(@Nullable String header) {
    if (header == null) {
      return null;
    }
    String[] parts = header.split(";", -1);
    if (!parts[0].strip().toLowerCase(Locale.ROOT).equals(MEDIA_TYPE)) {
      return null;
    }
    RemoteWriteVersion version = V1;
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      if (equals >= 0 && parts[i].substring(0, equals).strip().equalsIgnoreCase(PARAMETER)) {
        version = ofMessage(unquote(parts[i].substring(equals + 1).strip()));
        if (version == null) {
          return null;
        }
      }
    }
    return version;
  }

  private static @Nullable RemoteWriteVersion ofMessage(String message) {
    for (RemoteWriteVersion version : values()) {
      if (version.message.equals(message)) {
        return version;
      }
    }
    return null;
  }

  private static String unquote(String text) {
    return text.length() >= 2 && text.startsWith("\"") && text.endsWith("\"")
        ? text.substring(1, text.length() - 1)
        : text;
  }
}
