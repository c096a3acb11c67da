package io.watchlake.connectors.search.client;

import org.jspecify.annotations.Nullable;

/** A search cluster could not be asked, or said no; the message says what was asked and why. */
public final class SearchException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  SearchException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
