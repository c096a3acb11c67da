/**
 * Webhooks as their senders define them: which request is genuine, and what is written of it to
 * {@code delivery_events}. Pure functions of headers and bytes.
 */
@NullMarked
package io.watchlake.app.webhook;

import org.jspecify.annotations.NullMarked;
