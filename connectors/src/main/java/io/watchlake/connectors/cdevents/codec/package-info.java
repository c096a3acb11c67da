/** CDEvents of any version 0.x, as CloudEvents. */
@NullMarked
package io.watchlake.connectors.cdevents.codec;

import org.jspecify.annotations.NullMarked;
