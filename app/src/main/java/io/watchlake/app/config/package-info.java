/**
 * Configuration: the registry of keys, the loader of the {@code monitoring:} file, and what the
 * rest of Watchlake reads, {@link io.watchlake.app.config.Configuration}.
 *
 * <p>A key is defined once, in the registry; the loader, {@code watchlake config} and the page
 * {@code docs/configuration.md} all come from that definition.
 */
@NullMarked
package io.watchlake.app.config;

import org.jspecify.annotations.NullMarked;
