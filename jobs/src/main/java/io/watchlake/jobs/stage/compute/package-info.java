/** What is worked out of decoded records: metric chunks, the catalog of series. */
@NullMarked
package io.watchlake.jobs.stage.compute;

import org.jspecify.annotations.NullMarked;
