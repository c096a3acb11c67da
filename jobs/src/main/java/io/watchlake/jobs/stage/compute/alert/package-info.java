/** Signals become alerts, by rules that change while this runs. */
@NullMarked
package io.watchlake.jobs.stage.compute.alert;

import org.jspecify.annotations.NullMarked;
