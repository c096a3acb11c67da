package io.watchlake.connectors.channel.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed, and what is wrong with one that is not. */
public final class Trust {

  private Trust() {}

  /** Believes those whom this Java believes. */
  public static SSLContext usual() {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has TLS", e);
    }
  }

  /**
   * Believes the authorities of a file, and nobody else.
   *
   * @param authorities certificates in PEM
   * @throws IOException if it cannot be read or holds none; the message names it
   */
  public static SSLContext in(Path authorities) throws IOException {
    try (InputStream in = Files.newInputStream(authorities)) {
      Collection<? extends Certificate> certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (certificates.isEmpty()) {
        throw new IOException(authorities + " holds no certificate");
      }
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int number = 0;
      for (Certificate certificate : certificates) {
        store.setCertificateEntry("ca-" + number++, certificate);
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException(authorities + " is not a file of certificates: " + e.getMessage(), e);
    }
  }

  /**
   * What is wrong with a certificate, if that is why something failed.
   *
   * @param host whom the certificate was to be of
   */
  public static Optional<String> complaint(@Nullable Throwable failure, String host) {
    boolean tls = false;
    String last = "";
    for (Throwable at = failure; at != null; at = at.getCause()) {
      String said = String.valueOf(at.getMessage());
      if (at instanceof CertificateExpiredException) {
        return Optional.of(
            "the certificate of " + host + " has expired (" + said + "); have it renewed");
      }
      if (at instanceof CertificateNotYetValidException) {
        return Optional.of("the certificate of " + host + " is not valid yet (" + said + ")");
      }
      if (said.contains("unable to find valid certification path")) {
        return Optional.of(
            "the certificate of "
                + host
                + " is signed by nobody who is trusted here; name who signs it in ca_file");
      }
      if (said.startsWith("No subject alternative") || said.startsWith("No name matching")) {
        return Optional.of("the certificate is not one of " + host + " (" + said + ")");
      }
      tls = tls || at instanceof SSLException;
      last = said;
    }
    return tls ? Optional.of("no TLS with " + host + " (" + last + ")") : Optional.empty();
  }
}
