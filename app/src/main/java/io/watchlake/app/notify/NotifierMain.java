package io.watchlake.app.notify;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationException;
import io.watchlake.app.config.ConfigurationLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The notifier's process: tells people until it is told to stop. */
@Command(
    name = "notifier",
    mixinStandardHelpOptions = true,
    description = "The notifier of a stack; started by its supervisor. Let only one run.")
public final class NotifierMain implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(NotifierMain.class);

  @Option(names = "--kafka", required = true, description = "Kafka's brokers: host:port,…")
  private String kafka = "";

  @Option(names = "--config", required = true, description = "The configuration file.")
  private Path config = Path.of("");

  @Option(names = "--port", required = true, description = "Where it says what it does.")
  private int port;

  private NotifierMain() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new NotifierMain())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  LOG.error("The notifier cannot run", failure);
                  System.err.println("watchlake notifier: " + failure.getMessage());
                  return failure instanceof CommandException known
                      ? known.exitCode()
                      : ExitCode.FAILED;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    AtomicReference<@Nullable String> failure = new AtomicReference<>();
    try (Notifier notifier =
            Notifier.start(
                kafka,
                configuration().alerting(),
                System.getenv(),
                InstantSource.system(),
                why -> {
                  failure.compareAndSet(null, why);
                  stopped.countDown();
                });
        NotifierEndpoint endpoint = NotifierEndpoint.start(port, notifier::figures)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(notifier, stopped), "stop"));
      LOG.info("The notifier tells of itself at {}", endpoint.address());
      stopped.await();
    }
    String why = failure.get();
    if (why != null) {
      throw CommandException.failed(why);
    }
    return ExitCode.OK;
  }

  /** The process ends when its shutdown hooks have ended: what was begun is finished first. */
  private static void stop(Notifier notifier, CountDownLatch stopped) {
    notifier.close();
    stopped.countDown();
  }

  private Configuration configuration() {
    try {
      return ConfigurationLoader.load(config).configuration();
    } catch (ConfigurationException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    }
  }
}
