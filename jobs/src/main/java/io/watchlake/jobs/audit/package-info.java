/** The job that reads audit events. */
@NullMarked
package io.watchlake.jobs.audit;

import org.jspecify.annotations.NullMarked;
