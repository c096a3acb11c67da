/** {@code watchlake models}: fitted models of services. */
@NullMarked
package io.watchlake.app.model;

import org.jspecify.annotations.NullMarked;
