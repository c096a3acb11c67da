/** The job {@code alerts}: signals become alerts, by rules that change while it runs. */
@NullMarked
package io.watchlake.jobs.alerts;

import org.jspecify.annotations.NullMarked;
