/** Where raw messages come from. The only stage that knows Kafka as an input. */
@NullMarked
package io.watchlake.jobs.stage.source;

import org.jspecify.annotations.NullMarked;
