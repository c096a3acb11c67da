/** Alerts become what receivers are to be told. */
@NullMarked
package io.watchlake.jobs.stage.compute.notify;

import org.jspecify.annotations.NullMarked;
