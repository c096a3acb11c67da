/** What travels between the stages that decide who is told of alerts. */
@NullMarked
package io.watchlake.jobs.stage.notify;

import org.jspecify.annotations.NullMarked;
