/** What an alert rule is, however it was written. Everything here is immutable. */
@NullMarked
package io.watchlake.rules.model;

import org.jspecify.annotations.NullMarked;
