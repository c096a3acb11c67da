/** Sequences of signals, on Flink CEP's automaton and one shared buffer for all rules and keys. */
@NullMarked
package io.watchlake.rules.sequence;

import org.jspecify.annotations.NullMarked;
