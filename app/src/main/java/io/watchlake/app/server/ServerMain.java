package io.watchlake.app.server;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.config.Configuration;
import io.watchlake.app.config.ConfigurationException;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.app.lake.StackCatalog;
import io.watchlake.app.stack.StackClient;
import io.watchlake.app.stack.StackException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The server process: OTLP ingest, the API and the page, until it is told to stop. */
@Command(name = "server", description = "The server process of a stack; started by its supervisor.")
public final class ServerMain implements Callable<Integer> {

  private static final Logger LOG = LoggerFactory.getLogger(ServerMain.class);

  @Option(names = "--home", required = true, description = "The home folder of the stack.")
  private Path home = Path.of("");

  @Option(names = "--config", description = "The configuration file.")
  private @Nullable Path config;

  private ServerMain() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new ServerMain())
            .setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                  LOG.error("The server cannot run", failure);
                  System.err.println("watchlake server: " + failure.getMessage());
                  return failure instanceof CommandException known
                      ? known.exitCode()
                      : ExitCode.FAILED;
                })
            .execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    Path root = home.toAbsolutePath().normalize();
    StackClient stack;
    try {
      stack = StackClient.of(root);
    } catch (StackException e) {
      throw CommandException.failed(e.getMessage(), e);
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Configuration configuration = configuration();
    try (ServerProcess server =
        ServerProcess.start(
            root, stack.info(), StackCatalog.of(configuration.lakehouse(), root), configuration)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
      LOG.info("The server listens: {}", server.addresses());
      stopped.await();
    }
    return ExitCode.OK;
  }

  /** The process ends when its shutdown hooks have ended: what was begun is finished first. */
  private static void stop(ServerProcess server, CountDownLatch stopped) {
    LOG.info("The server stops");
    server.close();
    stopped.countDown();
  }

  private Configuration configuration() {
    if (config == null) {
      return Configuration.defaults();
    }
    try {
      return ConfigurationLoader.load(config).configuration();
    } catch (ConfigurationException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    }
  }
}
