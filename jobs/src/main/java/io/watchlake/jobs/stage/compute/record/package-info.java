/** Records that somebody asks for, as signals; all else stays where it is. */
@NullMarked
package io.watchlake.jobs.stage.compute.record;

import org.jspecify.annotations.NullMarked;
