package io.watchlake.system;

import java.net.URI;

/** A search node that a test can take away and bring back with its data. */
interface SearchNode {

  URI address();

  /** Takes it away; nothing answers at its address when this returns. */
  void stop();

  /** Brings it back; it answers when this returns. */
  void start();
}
