/** The job that archives spans. */
@NullMarked
package io.watchlake.jobs.traces;

import org.jspecify.annotations.NullMarked;
