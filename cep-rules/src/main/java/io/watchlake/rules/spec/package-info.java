/** Cases of rules: given these signals, these alerts. */
@NullMarked
package io.watchlake.rules.spec;

import org.jspecify.annotations.NullMarked;
