/** GitLab webhooks to the model. */
@NullMarked
package io.watchlake.connectors.gitlab.codec;

import org.jspecify.annotations.NullMarked;
