/** The generic deployment and incident webhook, as Apache DevLake's users post it, to the model. */
@NullMarked
package io.watchlake.connectors.devlake.codec;

import org.jspecify.annotations.NullMarked;
