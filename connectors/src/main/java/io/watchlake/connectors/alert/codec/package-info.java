/** Alerts, notifications, silences and rules as messages. */
@NullMarked
package io.watchlake.connectors.alert.codec;

import org.jspecify.annotations.NullMarked;
