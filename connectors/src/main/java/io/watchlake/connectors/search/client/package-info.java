/** Talks to OpenSearch and Elasticsearch over HTTP. */
@NullMarked
package io.watchlake.connectors.search.client;

import org.jspecify.annotations.NullMarked;
