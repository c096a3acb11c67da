/** The command {@code watchlake rules}: alert rules are checked and tried. */
@NullMarked
package io.watchlake.app.rules;

import org.jspecify.annotations.NullMarked;
