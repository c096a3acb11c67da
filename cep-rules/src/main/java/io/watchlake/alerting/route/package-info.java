/** Which receivers an alert reaches, and as part of which group. */
@NullMarked
package io.watchlake.alerting.route;

import org.jspecify.annotations.NullMarked;
