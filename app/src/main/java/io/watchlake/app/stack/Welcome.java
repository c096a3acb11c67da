package io.watchlake.app.stack;

import io.watchlake.app.cli.Installation;
import java.io.PrintWriter;
import java.nio.file.Path;

/** What a user reads when the stack runs: where everything is, and what to try. */
final class Welcome {

  private Welcome() {}

  static void print(PrintWriter out, SupervisorInfo info, Path home, boolean foreground) {
    String suffix = home.equals(Installation.root().resolve(".watchlake")) ? "" : " --home " + home;
    out.println();
    out.println("  Page      " + info.appUrl());
    out.println("  OTLP      " + info.otlpHttpUrl() + " (HTTP), " + info.otlpGrpcUrl() + " (gRPC)");
    out.println("  Flink     " + info.flinkUrl());
    out.println("  Search    " + info.searchUrl());
    out.println("  Kafka     " + info.kafkaBootstrap());
    out.println("  Logs      " + new StackHome(home).logs());
    out.println();
    out.println("Try:");
    out.println("  ./watchlake status" + suffix);
    out.println(
        "  ./watchlake sql \"SELECT service, count(*) FROM telemetry.logs GROUP BY 1\"" + suffix);
    out.println("  ./watchlake replay PATH --wait" + suffix);
    out.println();
    out.println(
        foreground
            ? "Ctrl-C stops everything."
            : "./watchlake down" + suffix + " stops everything.");
    out.flush();
  }
}
