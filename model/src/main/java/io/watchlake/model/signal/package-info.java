/** Signals: the few events that rules and detectors match on, and how they are asked for. */
@NullMarked
package io.watchlake.model.signal;

import org.jspecify.annotations.NullMarked;
