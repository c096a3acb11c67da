/**
 * A service as a whole: a fitted forest that judges the vector of its signals. Growing a forest is
 * the part of an optional artifact; judging by one that was grown is done here.
 */
@NullMarked
package io.watchlake.ml.service;

import org.jspecify.annotations.NullMarked;
