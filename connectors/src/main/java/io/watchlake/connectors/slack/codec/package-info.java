/** Messages to Slack's incoming webhooks. */
@NullMarked
package io.watchlake.connectors.slack.codec;

import org.jspecify.annotations.NullMarked;
