/** Asking for signals: what is asked for is written to, and read from, its topic. */
@NullMarked
package io.watchlake.connectors.signal.client;

import org.jspecify.annotations.NullMarked;
