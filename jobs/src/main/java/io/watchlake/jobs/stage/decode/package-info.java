/** From raw messages to records; what is no record becomes a dead letter with its reason. */
@NullMarked
package io.watchlake.jobs.stage.decode;

import org.jspecify.annotations.NullMarked;
