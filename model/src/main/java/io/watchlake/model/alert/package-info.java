/** Alerts, and the versions of the rules that raise them. */
@NullMarked
package io.watchlake.model.alert;

import org.jspecify.annotations.NullMarked;
