/** How the app writes and reads JSON: one mapper, snake_case names, ISO 8601 times in UTC. */
@NullMarked
package io.watchlake.app.json;

import org.jspecify.annotations.NullMarked;
