package io.watchlake.jobs.traces;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.RecordSignalsContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.signal.Comparison;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class TracesSignalsTest extends RecordSignalsContract {

  /** The spans of a request last 0 to 4 nanoseconds. */
  TracesSignalsTest() {
    super(
        JobNames.TRACES,
        Feed.SPANS,
        new SignalPattern(SignalKind.SPAN, "pay", List.of(), Comparison.parse("> 3.5e-9")));
  }

  @Override
  protected void build(StreamExecutionEnvironment env, String[] arguments) {
    TracesMain.build(env, TracesOptions.parse(arguments));
  }
}
