/** Partitions of a backlog that wait for each other by event time. */
@org.jspecify.annotations.NullMarked
package io.watchlake.jobs.stage.source.backlog;
