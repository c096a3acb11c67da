/**
 * Templates of what people are told, in the language of Go's {@code text/template} as far as
 * Alertmanager's users write it: checked when they are read, filled in with places for every error.
 */
@NullMarked
package io.watchlake.app.template;

import org.jspecify.annotations.NullMarked;
