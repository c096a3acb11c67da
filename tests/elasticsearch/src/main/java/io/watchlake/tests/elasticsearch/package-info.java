/** A real Elasticsearch node for the tests of the search export; it is never distributed. */
@NullMarked
package io.watchlake.tests.elasticsearch;

import org.jspecify.annotations.NullMarked;
