/** The configuration of alerting: Alertmanager's own YAML, read and written. */
@NullMarked
package io.watchlake.alerting.config;

import org.jspecify.annotations.NullMarked;
