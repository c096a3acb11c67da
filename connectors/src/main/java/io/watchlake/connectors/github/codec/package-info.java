/** GitHub webhooks to the model. */
@NullMarked
package io.watchlake.connectors.github.codec;

import org.jspecify.annotations.NullMarked;
