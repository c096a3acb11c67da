package io.watchlake.app.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Proofs that a sender knows a secret; how long a comparison takes says nothing of the secret. */
final class Proof {

  private static final String HMAC_SHA256 = "HmacSHA256";
  private static final String SHA256_PREFIX = "sha256=";
  private static final String BEARER = "bearer ";

  private Proof() {}

  /** {@code sha256=} and the body's HMAC-SHA256 in hexadecimal, as in X-Hub-Signature-256. */
  static Credential ofHubSignature(@Nullable String header, byte[] body, byte[] secret) {
    if (header == null) {
      return Credential.MISSING;
    }
    String given = header.strip();
    return given.startsWith(SHA256_PREFIX)
            && isHmac(given.substring(SHA256_PREFIX.length()), hmac(body, secret))
        ? Credential.VALID
        : Credential.WRONG;
  }

  /** The secret itself. */
  static Credential ofToken(@Nullable String header, byte[] secret) {
    if (header == null) {
      return Credential.MISSING;
    }
    return MessageDigest.isEqual(secret, header.strip().getBytes(StandardCharsets.UTF_8))
        ? Credential.VALID
        : Credential.WRONG;
  }

  /** {@code Authorization: Bearer} and the secret itself. */
  static Credential ofBearer(@Nullable String header, byte[] secret) {
    if (header == null) {
      return Credential.MISSING;
    }
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? ofToken(header.substring(BEARER.length()), secret)
        : Credential.WRONG;
  }

  static byte[] hmac(byte[] body, byte[] secret) {
    try {
      Mac mac = Mac.getInstance(HMAC_SHA256);
      mac.init(new SecretKeySpec(secret, HMAC_SHA256));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has HMAC-SHA256", e);
    }
  }

  /** Whether a text is a code in hexadecimal. */
  static boolean isHmac(String hex, byte[] hmac) {
    byte[] given;
    try {
      given = HexFormat.of().parseHex(hex);
    } catch (IllegalArgumentException e) {
      return false;
    }
    return MessageDigest.isEqual(hmac, given);
  }
}
