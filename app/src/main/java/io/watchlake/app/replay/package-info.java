/** The replay command: recorded OTLP sent again, in the order of its event time, on a timeline. */
@NullMarked
package io.watchlake.app.replay;

import org.jspecify.annotations.NullMarked;
