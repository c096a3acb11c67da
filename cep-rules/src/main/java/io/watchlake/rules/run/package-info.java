/**
 * Rules over signals in memory: what {@code rules test} does, and the way to try a rule on history.
 */
@NullMarked
package io.watchlake.rules.run;

import org.jspecify.annotations.NullMarked;
