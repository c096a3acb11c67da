package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.ServiceMap;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * On what terms figures are worked out.
 *
 * @param definition what is meant by them
 * @param services whose a change of a repository of many services is
 */
public record Terms(Definition definition, ServiceMap services) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The standard definition, and nothing mapped. */
  public static final Terms STANDARD = new Terms(Definition.STANDARD, ServiceMap.NONE);

  /** Enough that no two definitions of one installation have the same. */
  private static final int DIGEST_BYTES = 8;

  /**
   * The digest of all that these terms say of a service, in lower-case hex: the same for the same
   * meaning, whatever it is called. SHA-256, the first 8 bytes, over the UTF-8 of what differs from
   * the standard definition and of the entries of the map that speak of the service, a line each.
   */
  String digest(String service) {
    String said =
        String.join("\n", definition.differences())
            + "\n\n"
            + String.join("\n", services.about(service));
    byte[] digest = InputDigest.sha256().digest(said.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
  }
}
