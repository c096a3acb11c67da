/** Audit events as CloudEvents. */
@NullMarked
package io.watchlake.connectors.audit.codec;

import org.jspecify.annotations.NullMarked;
