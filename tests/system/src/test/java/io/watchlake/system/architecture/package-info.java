/** The rules of the house that a compiler does not know. */
@NullMarked
package io.watchlake.system.architecture;

import org.jspecify.annotations.NullMarked;
