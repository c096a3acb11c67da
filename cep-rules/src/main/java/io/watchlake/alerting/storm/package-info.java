/** Digests in place of single notifications, while there are too many of these. */
@NullMarked
package io.watchlake.alerting.storm;

import org.jspecify.annotations.NullMarked;
