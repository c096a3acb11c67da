package io.watchlake.model.delivery;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A deployment, with what is known of it.
 *
 * @param service the service
 * @param deploymentId its id
 * @param environment where it went
 * @param region part of the environment; empty where not told
 * @param timeUnixNano when, nanoseconds since the epoch, UTC
 * @param artifactId what was deployed, a purl; null where not told
 * @param commit SHA of what was deployed; null where not told
 * @param changes the changes it brought to the service's environment first, in order of merge
 * @param counted whether figures count it: deployments to development and test do not
 * @param rework whether it was unplanned work to repair something
 */
public record Deployment(
    String service,
    String deploymentId,
    String environment,
    String region,
    long timeUnixNano,
    @Nullable String artifactId,
    @Nullable String commit,
    List<String> changes,
    boolean counted,
    boolean rework)
    implements Conclusion {

  @Override
  public String about() {
    return deploymentId;
  }

  public Deployment {
    changes = List.copyOf(changes);
  }
}
