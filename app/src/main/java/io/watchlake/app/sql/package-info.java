/** Questions in SQL: the command, the way rows travel, and the forms they are printed in. */
@NullMarked
package io.watchlake.app.sql;

import org.jspecify.annotations.NullMarked;
