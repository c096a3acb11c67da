/** What groups of alerts tell their receivers, and when; what keeps them quiet. */
@NullMarked
package io.watchlake.alerting.group;

import org.jspecify.annotations.NullMarked;
