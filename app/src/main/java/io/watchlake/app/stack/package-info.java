/** The local stack: its processes, the supervisor that keeps them running, and its client. */
@NullMarked
package io.watchlake.app.stack;

import org.jspecify.annotations.NullMarked;
