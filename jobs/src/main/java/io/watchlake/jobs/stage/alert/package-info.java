/** What travels between the stages of alerts. */
@NullMarked
package io.watchlake.jobs.stage.alert;

import org.jspecify.annotations.NullMarked;
