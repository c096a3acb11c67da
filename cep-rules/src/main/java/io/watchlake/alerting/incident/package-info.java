/** Alerts that belong together: one incident, and what it probably comes from. */
@NullMarked
package io.watchlake.alerting.incident;

import org.jspecify.annotations.NullMarked;
