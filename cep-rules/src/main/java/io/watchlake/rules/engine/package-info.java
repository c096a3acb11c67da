/**
 * What rules make of signals, as state machines that know no Flink: a machine for each rule and
 * key, moved by signals in the order of their times and by time alone.
 */
@NullMarked
package io.watchlake.rules.engine;

import org.jspecify.annotations.NullMarked;
