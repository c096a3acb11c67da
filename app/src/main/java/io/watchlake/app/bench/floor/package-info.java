/** The floor: the work of the job {@code metrics} without Flink, to hold the job against. */
@NullMarked
package io.watchlake.app.bench.floor;

import org.jspecify.annotations.NullMarked;
