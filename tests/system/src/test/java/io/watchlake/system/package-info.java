/** The assembled system under test: the real processes, the real data, the real failures. */
@NullMarked
package io.watchlake.system;

import org.jspecify.annotations.NullMarked;
