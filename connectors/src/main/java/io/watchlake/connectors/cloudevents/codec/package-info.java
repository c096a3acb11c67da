/** CloudEvents 1.0 in JSON, and reading JSON so that what is wrong is told by its path. */
@NullMarked
package io.watchlake.connectors.cloudevents.codec;

import org.jspecify.annotations.NullMarked;
