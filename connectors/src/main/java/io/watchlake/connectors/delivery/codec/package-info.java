/** Messages of {@code delivery_events} to the model, whichever system they are from. */
@NullMarked
package io.watchlake.connectors.delivery.codec;

import org.jspecify.annotations.NullMarked;
