/** The job that keeps the tables' files few and their metadata short. */
@NullMarked
package io.watchlake.jobs.maintain;

import org.jspecify.annotations.NullMarked;
