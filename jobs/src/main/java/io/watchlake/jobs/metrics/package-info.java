/** The job that archives metric points and what their series stand for. */
@NullMarked
package io.watchlake.jobs.metrics;

import org.jspecify.annotations.NullMarked;
