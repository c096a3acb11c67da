/** Asking for signals, and speaking of anomalies, by their topics. */
@NullMarked
package io.watchlake.connectors.signal.client;

import org.jspecify.annotations.NullMarked;
