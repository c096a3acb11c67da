/** What the page shows: figures of a timeline and a window, traces, and the page's own files. */
@NullMarked
package io.watchlake.app.page;

import org.jspecify.annotations.NullMarked;
