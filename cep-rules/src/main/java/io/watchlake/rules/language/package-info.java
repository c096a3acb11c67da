/**
 * How rules are written: YAML in, rules or every problem with line and column out. The keys there
 * are stand once, in {@code Language}; the JSON schema for editors comes from the same definition.
 */
@NullMarked
package io.watchlake.rules.language;

import org.jspecify.annotations.NullMarked;
