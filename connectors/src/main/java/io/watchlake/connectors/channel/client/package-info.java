/** What all channels to people have in common: how a request is sent, and why it may fail. */
@NullMarked
package io.watchlake.connectors.channel.client;

import org.jspecify.annotations.NullMarked;
