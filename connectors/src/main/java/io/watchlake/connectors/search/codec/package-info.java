/** The search index: log records as documents, the names of indices and their mapping. */
@NullMarked
package io.watchlake.connectors.search.codec;

import org.jspecify.annotations.NullMarked;
