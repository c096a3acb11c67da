/** Isolation trees grown by Smile. Sees Smile, which is GPL-3; nothing else does. */
@NullMarked
package io.watchlake.ml.smile;

import org.jspecify.annotations.NullMarked;
