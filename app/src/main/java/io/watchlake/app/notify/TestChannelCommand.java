package io.watchlake.app.notify;

import io.watchlake.app.cli.CommandException;
import io.watchlake.app.cli.ExitCode;
import io.watchlake.app.cli.HomeOption;
import io.watchlake.app.config.Channel;
import io.watchlake.app.config.Configuration.Alerting;
import io.watchlake.app.config.ConfigurationException;
import io.watchlake.app.config.ConfigurationLoader;
import io.watchlake.app.stack.SupervisorInfo;
import io.watchlake.connectors.channel.client.ChannelException;
import io.watchlake.model.alert.Notification;
import io.watchlake.model.alert.NotificationReason;
import io.watchlake.model.alert.NotifiedAlert;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code watchlake alerts test-channel}. */
@Command(
    name = "test-channel",
    mixinStandardHelpOptions = true,
    description = {
      "Sends a trial message by a channel, or by all channels of a receiver.",
      "It needs no running stack, and takes secrets from this command's own environment."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:every channel took it", "1:one did not", "2:there is no such channel"})
public final class TestChannelCommand implements Callable<Integer> {

  @Mixin private final HomeOption home = new HomeOption();

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "The configuration (default: that of the running stack).")
  private @Nullable Path config;

  @Option(names = "--resolved", description = "Tell that the trial alert is over.")
  private boolean resolved;

  @Parameters(paramLabel = "NAME", description = "A channel or a receiver.")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    Alerting settings = settings();
    List<String> channels = settings.channelsOf(name);
    if (channels.isEmpty()) {
      throw CommandException.badInput(
          "there is no channel or receiver '"
              + name
              + "'; there are "
              + (settings.channels().isEmpty() ? "none" : settings.channels().keySet()));
    }
    boolean all = true;
    for (String channel : channels) {
      all &= tell(settings, channel);
    }
    return all ? ExitCode.OK : ExitCode.FAILED;
  }

  private boolean tell(Alerting settings, String name) throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Channel channel = settings.channels().get(name);
    if (channel == null) {
      out.println(
          name
              + ": "
              + (settings.disabled().contains(name)
                  ? "switched off by enabled: false"
                  : settings.unusable().get(name)));
      out.flush();
      return false;
    }
    Delivery delivery = Deliveries.of(channel, settings.timeout(), System.getenv());
    Notification trial = trial();
    boolean all = true;
    for (String target : delivery.targets()) {
      String place = target.isEmpty() ? name : name + " " + target;
      try {
        List<String> faults = delivery.send(trial, target);
        out.println(place + ": sent, notification " + trial.id());
        faults.forEach(fault -> out.println(place + ": " + fault));
      } catch (ChannelException e) {
        out.println(place + ": not sent: " + e.getMessage());
        all = false;
      }
      out.flush();
    }
    return all;
  }

  private Notification trial() {
    long now = TimeUnit.MILLISECONDS.toNanos(Instant.now().toEpochMilli());
    return new Notification(
        "live",
        name,
        true,
        NotificationReason.FIRST,
        now,
        "{}:{alertname=\"WatchlakeTrial\"}",
        Map.of("alertname", "WatchlakeTrial"),
        "",
        0,
        List.of(
            new NotifiedAlert(
                Map.of("alertname", "WatchlakeTrial", "severity", "info"),
                Map.of("summary", "a trial message of Watchlake; nothing is wrong"),
                now,
                resolved ? now : 0,
                "")));
  }

  private Alerting settings() {
    Path file = config;
    if (file == null) {
      file =
          SupervisorInfo.find(home.path())
              .map(SupervisorInfo::configFile)
              .map(Path::of)
              .orElseThrow(
                  () ->
                      CommandException.badInput(
                          "no stack with a configuration runs in "
                              + home.path()
                              + "; name the file with --config"));
    }
    try {
      return ConfigurationLoader.load(file).configuration().alerting();
    } catch (ConfigurationException e) {
      throw CommandException.badInput(String.valueOf(e.getMessage()));
    }
  }
}
