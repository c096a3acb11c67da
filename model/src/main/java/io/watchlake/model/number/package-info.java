/** Numbers without objects around them. */
@NullMarked
package io.watchlake.model.number;

import org.jspecify.annotations.NullMarked;
