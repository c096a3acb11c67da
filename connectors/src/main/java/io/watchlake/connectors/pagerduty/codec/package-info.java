/** PagerDuty webhooks, version 3, to the model. */
@NullMarked
package io.watchlake.connectors.pagerduty.codec;

import org.jspecify.annotations.NullMarked;
