package io.watchlake.app.stack;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One process of the local stack, as the supervisor sees it.
 *
 * @param name {@code kafka}, {@code search}, {@code jobmanager}, {@code taskmanager}, {@code
 *     server}, {@code notifier} or {@code sql-gateway}
 * @param state what it does now
 * @param pid its process id; null while there is no process, and for an external server
 * @param since when the state began
 * @param uptimeSeconds since the process started; 0 while there is none
 * @param restarts how often it was restarted since {@code up}
 * @param rssBytes resident memory; null where the system does not tell
 * @param address where it is reached, {@code host:port} or a URL
 */
public record ComponentStatus(
    @JsonProperty("name") String name,
    @JsonProperty("state") State state,
    @JsonProperty("pid") @Nullable Long pid,
    @JsonProperty("since") Instant since,
    @JsonProperty("uptime_seconds") long uptimeSeconds,
    @JsonProperty("restarts") int restarts,
    @JsonProperty("rss_bytes") @Nullable Long rssBytes,
    @JsonProperty("address") String address) {

  /** What a component does. */
  public enum State {
    /** The process runs but does not answer yet. */
    STARTING,
    /** It answers. */
    RUNNING,
    /** It died, or was ended because it no longer answered; it comes back. */
    RESTARTING,
    /** It was asked to end. */
    STOPPING,
    /** No process. */
    STOPPED,
    /** A server of the user's own, which the supervisor neither starts nor stops. */
    EXTERNAL
  }
}
