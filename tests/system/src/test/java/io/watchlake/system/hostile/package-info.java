/** Records as an enemy, or a broken sender, would send them. */
@NullMarked
package io.watchlake.system.hostile;

import org.jspecify.annotations.NullMarked;
