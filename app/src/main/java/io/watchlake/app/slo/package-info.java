/** The command {@code watchlake slo}: objectives are checked, and how their budgets stand. */
@NullMarked
package io.watchlake.app.slo;

import org.jspecify.annotations.NullMarked;
