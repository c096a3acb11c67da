/**
 * Signals, subscriptions and anomalies as their topics carry them: a small JSON object a message.
 */
@NullMarked
package io.watchlake.connectors.signal.codec;

import org.jspecify.annotations.NullMarked;
