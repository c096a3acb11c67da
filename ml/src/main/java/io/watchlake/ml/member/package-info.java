/**
 * What is normal for a series, and the members of the detector: each measures one kind of break.
 */
@NullMarked
package io.watchlake.ml.member;

import org.jspecify.annotations.NullMarked;
