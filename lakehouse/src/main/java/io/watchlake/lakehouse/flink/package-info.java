/** From the model to table rows, and the Flink sinks that append them. */
@NullMarked
package io.watchlake.lakehouse.flink;

import org.jspecify.annotations.NullMarked;
