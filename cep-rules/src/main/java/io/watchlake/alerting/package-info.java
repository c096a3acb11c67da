/**
 * Who is told of alerts, and when: what is configured. The machines are in {@code route} and {@code
 * group}. Nothing here sees Flink or a clock: time comes in with the alerts.
 */
@NullMarked
package io.watchlake.alerting;

import org.jspecify.annotations.NullMarked;
