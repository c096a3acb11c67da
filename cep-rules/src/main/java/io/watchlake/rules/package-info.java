/**
 * Alert rules: what they are ({@code model}), how they are written ({@code language}). Sees the
 * vocabulary and Flink CEP, nothing else of ours.
 */
@NullMarked
package io.watchlake.rules;

import org.jspecify.annotations.NullMarked;
