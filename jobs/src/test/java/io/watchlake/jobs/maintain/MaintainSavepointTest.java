package io.watchlake.jobs.maintain;

import static org.assertj.core.api.Assertions.assertThat;

import io.watchlake.jobs.graph.Graphs;
import io.watchlake.jobs.run.Collecting;
import io.watchlake.jobs.run.RunningJob;
import io.watchlake.jobs.run.SavepointContract;
import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.model.JobNames;
import java.nio.file.Path;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Nothing is fed to this job: it counts its own ticks, and the count is its state. */
class MaintainSavepointTest extends SavepointContract {

  /** Ticks that each life waits for. */
  private static final long TICKS = 3;

  MaintainSavepointTest() {
    super(JobNames.MAINTAIN);
  }

  @Override
  protected Life begin(Path home, int to) {
    CatalogOptions catalog = Graphs.catalog(home);
    MaintainOptions options =
        MaintainOptions.parse(
            "--catalog-uri",
            catalog.catalogUri(),
            "--warehouse",
            catalog.warehouse(),
            "--interval-seconds",
            "1");
    Collecting<Long> seen = new Collecting<>(home.toString());
    return new Life() {
      @Override
      public void build(StreamExecutionEnvironment env) {
        DataStream<Long> ticks = MaintainMain.ticks(env, options);
        MaintainMain.assemble(ticks, options);
        ticks.sinkTo(seen).uid("test.ticks").name("test.ticks");
      }

      @Override
      public void awaitOutput(RunningJob running, int from, int to) throws Exception {
        running.await("ticks", () -> Math.min(TICKS, seen.collected().size()), TICKS);
      }

      @Override
      public void assertStopped(int from, int to) {
        if (from == 0) {
          assertThat(seen.collected()).startsWith(0L, 1L, 2L);
        } else {
          assertThat(seen.collected()).allMatch(tick -> tick >= TICKS);
        }
      }

      @Override
      public void close() {}
    };
  }
}
