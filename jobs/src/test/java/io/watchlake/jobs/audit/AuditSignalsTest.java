package io.watchlake.jobs.audit;

import io.watchlake.jobs.run.Feed;
import io.watchlake.jobs.run.RecordSignalsContract;
import io.watchlake.model.JobNames;
import io.watchlake.model.formula.LabelMatcher;
import io.watchlake.model.signal.SignalKind;
import io.watchlake.model.signal.SignalPattern;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

class AuditSignalsTest extends RecordSignalsContract {

  AuditSignalsTest() {
    super(
        JobNames.AUDIT,
        Feed.AUDIT,
        new SignalPattern(
            SignalKind.AUDIT,
            "authentication",
            List.of(new LabelMatcher("outcome", LabelMatcher.Operator.EQUAL, "success")),
            null));
  }

  @Override
  protected void build(StreamExecutionEnvironment env, String[] arguments) {
    AuditMain.build(env, AuditOptions.parse(arguments));
  }
}
