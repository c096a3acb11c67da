/** How a job is started: its arguments, what it needs of the cluster, its environment. */
@NullMarked
package io.watchlake.jobs.launch;

import org.jspecify.annotations.NullMarked;
