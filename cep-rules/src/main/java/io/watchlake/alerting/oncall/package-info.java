/** Who is on call when, by calendars in iCalendar format. */
@NullMarked
package io.watchlake.alerting.oncall;

import org.jspecify.annotations.NullMarked;
