/** {@code watchlake anomalies}. */
@NullMarked
package io.watchlake.app.anomaly;

import org.jspecify.annotations.NullMarked;
