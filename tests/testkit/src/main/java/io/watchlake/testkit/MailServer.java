package io.watchlake.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A real mail server (Exim) on a free port of loopback. It takes mail from {@link #USER} with
 * {@link #PASSWORD}, which it asks for after STARTTLS alone, and delivers it into a folder: to
 * everybody but {@code nobody@…}, whom it does not know, and {@code later@…}, whom it takes no mail
 * for now.
 */
public final class MailServer implements AutoCloseable {

  public static final String USER = "alerts@watchlake.test";
  public static final String PASSWORD = "correct horse";

  private static final String PROGRAM = "exim4";
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  private final Path directory;
  private final int port;
  private final Process process;
  private final Thread reaper;

  private MailServer(Path directory, int port, Process process) {
    this.directory = directory;
    this.port = port;
    this.process = process;
    // A test run that is cut short must leave no server behind.
    this.reaper = new Thread(this::kill, "mail-reaper");
  }

  /** Whether there is one to start; Debian's package is {@code exim4-daemon-light}. */
  public static boolean isInstalled() {
    return Programs.isInstalled(PROGRAM);
  }

  /**
   * Starts it and waits until it serves.
   *
   * @param certificates whose valid or expired certificate it shows
   * @param store one of the two
   */
  public static MailServer start(Certificates certificates, Path store) {
    try {
      // It gives up the rights of root, so the folder must be open to whom it becomes.
      Path directory = Files.createTempDirectory("mail-");
      open(directory);
      Path pem = certificates.pem(store);
      Files.copy(pem, directory.resolve("cert.pem"));
      Files.copy(Path.of(pem + ".key"), directory.resolve("key.pem"));
      for (String folder : List.of("spool", "log", "mail")) {
        open(Files.createDirectory(directory.resolve(folder)));
      }
      int port = Programs.freePort();
      Path configuration =
          Files.writeString(directory.resolve("exim.conf"), configuration(directory, port));
      Path log = directory.resolve("exim.out");
      Process process =
          Programs.launch(directory, log, List.of(PROGRAM, "-C", configuration.toString(), "-bdf"));
      MailServer server = new MailServer(directory, port, process);
      Runtime.getRuntime().addShutdownHook(server.reaper);
      Programs.await(process, log, TIMEOUT, server::ready);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void open(Path folder) throws IOException {
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
  }

  private static String configuration(Path directory, int port) {
    return """
    primary_hostname = localhost
    spool_directory = %1$s/spool
    log_file_path = %1$s/log/%%slog
    pid_file_path = %1$s/exim.pid
    local_interfaces = 127.0.0.1
    daemon_smtp_ports = %2$d
    tls_advertise_hosts = *
    tls_certificate = %1$s/cert.pem
    tls_privatekey = %1$s/key.pem
    acl_smtp_rcpt = recipient
    acl_smtp_data = message
    deliver_drop_privilege = true
    host_lookup =
    rfc1413_query_timeout = 0s

    begin acl
    recipient:
      deny  !authenticated = *
            message = authentication required
      deny  local_parts = nobody
            message = there is no such person here
      defer local_parts = later
            message = come again later
      accept
    message:
      accept

    begin routers
    all:
      driver = accept
      transport = folder

    begin transports
    folder:
      driver = appendfile
      directory = %1$s/mail
      maildir_format = true
      create_directory = true
      batch_max = 100
      mode = 0666

    begin authenticators
    plain:
      driver = plaintext
      public_name = PLAIN
      server_prompts = :
      server_condition = ${if and{{eq{$auth2}{%3$s}}{eq{$auth3}{%4$s}}}}
      server_set_id = $auth2
      server_advertise_condition = ${if def:tls_in_cipher}
    """
        .formatted(directory, port, USER, PASSWORD);
  }

  private boolean ready() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read() == '2';
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  /** The mails that were delivered, as they came; one that went to several people is there once. */
  public List<String> mails() {
    Path folder = directory.resolve("mail").resolve("new");
    List<String> mails = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          mails.add(Files.readString(file, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return mails;
  }

  private void kill() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    Programs.waitFor(process, TIMEOUT);
  }

  @Override
  public void close() {
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    try {
      Runtime.getRuntime().removeShutdownHook(reaper);
    } catch (IllegalStateException alreadyShuttingDown) {
      // The hook runs by itself then.
    }
  }
}
