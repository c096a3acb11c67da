/** The server process: OTLP ingest, the API and the page, on loopback only. */
@NullMarked
package io.watchlake.app.server;

import org.jspecify.annotations.NullMarked;
