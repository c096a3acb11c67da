/**
 * Service level objectives: what was promised, how fast its error budget may burn, and the rules
 * that tell when it burns faster. Pure; how objectives are written is the language's.
 */
@NullMarked
package io.watchlake.rules.slo;

import org.jspecify.annotations.NullMarked;
