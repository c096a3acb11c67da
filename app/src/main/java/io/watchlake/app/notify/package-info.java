/**
 * The notifier: tells people what the job {@code alerts} decided that they are to be told. It
 * decides nothing itself.
 */
@NullMarked
package io.watchlake.app.notify;

import org.jspecify.annotations.NullMarked;
