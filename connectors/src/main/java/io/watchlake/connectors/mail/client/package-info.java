/** Hands e-mails to a server by SMTP. */
@NullMarked
package io.watchlake.connectors.mail.client;

import org.jspecify.annotations.NullMarked;
