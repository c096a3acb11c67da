package io.watchlake.jobs.launch;

import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where lines for InfluxDB are written to. Travels inside job graphs, so it never holds a secret:
 * the header that proves who writes is read where the job runs.
 *
 * @param address such as {@code http://localhost:8086/write?db=x}
 * @param authorizationEnv the environment variable that holds the header; empty for none
 * @param authorizationFile the file that holds it; empty for none
 */
public record InfluxTarget(URI address, String authorizationEnv, String authorizationFile)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  private static final URI NOWHERE = URI.create("http://localhost:8086/write?db=watchlake");

  /** What would be a password, or a token, in an address that all can read. */
  private static final Pattern SECRET = Pattern.compile("(?i)[?&](p|u|password|token)=");

  /**
   * Reads {@code --influxdb-url}, {@code --influxdb-authorization-env} and {@code
   * --influxdb-authorization-file}.
   */
  public static InfluxTarget of(Arguments arguments) {
    String env = arguments.text("influxdb-authorization-env", "");
    String file = arguments.text("influxdb-authorization-file", "");
    if (!env.isEmpty() && !file.isEmpty()) {
      arguments.problem(
          "--influxdb-authorization-env and --influxdb-authorization-file are both given: give one");
    }
    return new InfluxTarget(address(arguments), env, file);
  }

  private static URI address(Arguments arguments) {
    String text = arguments.required("influxdb-url");
    if (text.isEmpty()) {
      return NOWHERE;
    }
    try {
      URI url = new URI(text);
      if (("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
          && url.getHost() != null) {
        if (url.getUserInfo() == null && !SECRET.matcher(text).find()) {
          return url;
        }
        arguments.problem(
            "--influxdb-url holds a user, password or token, which would be seen by all: give the"
                + " header by --influxdb-authorization-env");
        return NOWHERE;
      }
    } catch (URISyntaxException e) {
      // Told below, as any other text that is no address.
    }
    arguments.problem("--influxdb-url is '" + text + "': it must be an address such as " + NOWHERE);
    return NOWHERE;
  }

  /**
   * The header {@code Authorization}; null for none.
   *
   * @param environment the environment variables where the job runs
   * @throws IOException if it is not where it should be
   */
  public @Nullable String authorization(Map<String, String> environment) throws IOException {
    if (!authorizationFile.isEmpty()) {
      return Files.readString(Path.of(authorizationFile)).strip();
    }
    if (authorizationEnv.isEmpty()) {
      return null;
    }
    String header = environment.get(authorizationEnv);
    if (header == null || header.isBlank()) {
      throw new IOException(
          "environment variable "
              + authorizationEnv
              + " is not set in the TaskManager: set it and start the job again");
    }
    return header.strip();
  }
}
