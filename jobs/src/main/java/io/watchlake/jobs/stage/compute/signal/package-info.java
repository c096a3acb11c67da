/** What is asked for becomes signals; all else stays where it is. */
@NullMarked
package io.watchlake.jobs.stage.compute.signal;

import org.jspecify.annotations.NullMarked;
