/** The alert rule language and its engine. Sees the model and Flink CEP, nothing else of ours. */
@NullMarked
package io.watchlake.rules;

import org.jspecify.annotations.NullMarked;
