/** E-mails as they are on the wire. */
@NullMarked
package io.watchlake.connectors.mail.codec;

import org.jspecify.annotations.NullMarked;
