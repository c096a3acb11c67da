/** The local search node: OpenSearch in a process of its own, without its shell scripts. */
@NullMarked
package io.watchlake.embedded.search;

import org.jspecify.annotations.NullMarked;
