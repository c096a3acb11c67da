/**
 * The catalogue: which metrics have a name of ours, what they mean, and what they are computed
 * from.
 */
@NullMarked
package io.watchlake.model.metric;

import org.jspecify.annotations.NullMarked;
