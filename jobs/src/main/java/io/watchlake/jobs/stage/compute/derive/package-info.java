/** Derived metrics: from windows of series to windows of what is computed from them. */
@NullMarked
package io.watchlake.jobs.stage.compute.derive;

import org.jspecify.annotations.NullMarked;
