/** What happened, as signals to the rules that ask for it; all else stays where it is. */
@NullMarked
package io.watchlake.jobs.stage.compute.asked;

import org.jspecify.annotations.NullMarked;
