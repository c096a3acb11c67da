/** What processes and tables cost: CPU, memory, bytes. */
@NullMarked
package io.watchlake.app.bench.measure;

import org.jspecify.annotations.NullMarked;
