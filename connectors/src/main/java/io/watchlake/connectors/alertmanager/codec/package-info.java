/** What Alertmanager sends by its webhook, and what it takes by its API. */
@NullMarked
package io.watchlake.connectors.alertmanager.codec;

import org.jspecify.annotations.NullMarked;
