/** Which lakehouse a stack has. */
@NullMarked
package io.watchlake.app.lake;

import org.jspecify.annotations.NullMarked;
