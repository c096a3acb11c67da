package io.watchlake.system;

import io.watchlake.app.stack.Components;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The embedded OpenSearch is away for a while. */
@ExtendWith(SharedStack.class)
@Order(4)
class SearchOutageIT {

  @Test
  void theIndexCatchesUpAndNothingElseWaits(TestStack stack) {
    new SearchOutage(stack, new EmbeddedSearch(stack)).run();
  }

  /** The stack's own node, which the supervisor would bring back if it were merely killed. */
  private record EmbeddedSearch(TestStack stack) implements SearchNode {
    @Override
    public URI address() {
      return stack.info().searchUrl();
    }

    @Override
    public void stop() {
      stack.client().stopComponent(Components.SEARCH);
    }

    @Override
    public void start() {
      stack.client().startComponent(Components.SEARCH);
      SearchIndex index = new SearchIndex(address());
      Await.until("the search node", Duration.ofMinutes(2), index::answers, up -> up);
    }
  }
}
