/** What clients of HTTP endpoints share. */
@NullMarked
package io.watchlake.connectors.http.client;

import org.jspecify.annotations.NullMarked;
