/** What the tests of every module share. Sees the model alone. */
@NullMarked
package io.watchlake.testkit;

import org.jspecify.annotations.NullMarked;
