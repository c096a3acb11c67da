/**
 * Rollups as the topic of that name carries them: many a message, each message readable by itself.
 */
@NullMarked
package io.watchlake.connectors.rollup.codec;

import org.jspecify.annotations.NullMarked;
