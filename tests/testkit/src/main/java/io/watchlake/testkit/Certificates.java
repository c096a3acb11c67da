package io.watchlake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * An authority of the test's own, and certificates for {@code localhost} that it signs, all made by
 * the JDK's {@code keytool}.
 */
public final class Certificates {

  private static final String PASSWORD = "changeit";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path directory;

  private Certificates(Path directory) {
    this.directory = directory;
  }

  /**
   * Makes the authority.
   *
   * @param directory for its files
   */
  public static Certificates in(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Certificates made = new Certificates(directory);
    made.keytool(
        "-genkeypair",
        "-alias",
        "ca",
        "-dname",
        "CN=Test authority",
        "-keyalg",
        "EC",
        "-ext",
        "bc:c",
        "-validity",
        "3650",
        "-startdate",
        "-30d",
        "-keystore",
        made.file("ca"));
    made.keytool(
        "-exportcert",
        "-rfc",
        "-alias",
        "ca",
        "-keystore",
        made.file("ca"),
        "-file",
        made.authority().toString());
    return made;
  }

  /** The authority's certificate, in PEM. */
  public Path authority() {
    return directory.resolve("ca.pem");
  }

  /** The password of the key stores. */
  public char[] password() {
    return PASSWORD.toCharArray();
  }

  /** A key store with a key and its certificate, which is valid. */
  public Path valid() {
    return signed("valid", "-1d", "30");
  }

  /** A key store with a key and its certificate, which was valid until lately. */
  public Path expired() {
    return signed("expired", "-20d", "10");
  }

  private Path signed(String name, String begins, String days) {
    Path store = Path.of(file(name));
    if (Files.exists(store)) {
      return store;
    }
    String request = directory.resolve(name + ".csr").toString();
    String certificate = directory.resolve(name + ".pem").toString();
    keytool(
        "-genkeypair",
        "-alias",
        "server",
        "-dname",
        "CN=localhost",
        "-keyalg",
        "RSA",
        "-keysize",
        "2048",
        "-keystore",
        file(name));
    keytool("-certreq", "-alias", "server", "-keystore", file(name), "-file", request);
    keytool(
        "-gencert",
        "-alias",
        "ca",
        "-keystore",
        file("ca"),
        "-infile",
        request,
        "-outfile",
        certificate,
        "-rfc",
        "-startdate",
        begins,
        "-validity",
        days,
        "-ext",
        "san=dns:localhost,ip:127.0.0.1");
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "ca",
        "-keystore",
        file(name),
        "-file",
        authority().toString());
    keytool(
        "-importcert",
        "-noprompt",
        "-alias",
        "server",
        "-keystore",
        file(name),
        "-file",
        certificate);
    return store;
  }

  /**
   * Writes a key store's key and certificate in PEM, for programs that are not Java.
   *
   * @return the file of the certificate; the key is beside it, under the same name with {@code
   *     .key}
   */
  public Path pem(Path store) {
    try (var in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, password());
      Path file = directory.resolve(store.getFileName() + ".pem");
      Files.writeString(file, pem("CERTIFICATE", keys.getCertificate("server").getEncoded()));
      Files.writeString(
          directory.resolve(store.getFileName() + ".pem.key"),
          pem("PRIVATE KEY", keys.getKey("server", password()).getEncoded()));
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(store + " does not hold what it should", e);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    return "-----BEGIN "
        + kind
        + "-----\n"
        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes)
        + "\n-----END "
        + kind
        + "-----\n";
  }

  private String file(String name) {
    return directory.resolve(name + ".p12").toString();
  }

  private void keytool(String... arguments) {
    Path log = directory.resolve("keytool.log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
    Process process = Programs.launch(directory, log, command);
    if (!Programs.waitFor(process, PATIENCE) || process.exitValue() != 0) {
      process.destroyForcibly();
      throw new IllegalStateException("keytool failed; see " + log);
    }
  }
}
