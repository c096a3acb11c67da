/** What was done or tried, and by whom. */
@NullMarked
package io.watchlake.model.audit;

import org.jspecify.annotations.NullMarked;
