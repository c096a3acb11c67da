/** Takes personal data out before any sink sees a record. */
@NullMarked
package io.watchlake.jobs.stage.redact;

import org.jspecify.annotations.NullMarked;
