/** Rules and silences are read and written, alerts are read. */
@NullMarked
package io.watchlake.connectors.alert.client;

import org.jspecify.annotations.NullMarked;
