/** What the stack is doing: gathered with a deadline for each part, shown as a page or as JSON. */
@NullMarked
package io.watchlake.app.status;

import org.jspecify.annotations.NullMarked;
