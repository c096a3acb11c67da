package io.watchlake.system;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** The same with an Elasticsearch 7.17 of the user's own instead of the embedded node. */
@Order(7)
class ElasticsearchIT {

  @Test
  void theIndexCatchesUpAndNothingElseWaits() {
    try (ElasticsearchNode search = new ElasticsearchNode();
        TestStack stack = TestStack.withSearch(search.address())) {
      stack.up(false);
      new SearchOutage(stack, search).run();
    }
  }
}
