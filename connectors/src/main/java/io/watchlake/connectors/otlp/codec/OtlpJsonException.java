package io.watchlake.connectors.otlp.codec;

import org.jspecify.annotations.Nullable;

/**
 * Text that is not an OTLP/JSON request. The message says what is wrong and, where it is known, at
 * which line and column or field; it may quote a few characters of the text.
 */
public final class OtlpJsonException extends Exception {

  private static final long serialVersionUID = 1L;

  OtlpJsonException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
