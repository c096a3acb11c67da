package io.watchlake.jobs.logs;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.RecordSignalsContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class LogsSignalsTest extends RecordSignalsContract {

  LogsSignalsTest() {
    super(
        JobNames.LOGS,
        Feed.LOGS,
        new SignalPattern(
            SignalKind.LOG,
            null,
            List.of(new LabelMatcher("body", LabelMatcher.Operator.MATCHES, "till 3 .*")),
            null));
  }

  @Override
  protected void build(StreamExecutionEnvironment env, String[] arguments) {
    LogsMain.build(env, LogsOptions.parse(arguments));
  }
}
