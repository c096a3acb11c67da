/** The language of derived metrics: a part of PromQL, read into a tree that computes nothing. */
@NullMarked
package io.watchlake.model.formula;

import org.jspecify.annotations.NullMarked;
