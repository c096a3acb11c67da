package io.watchlake.jobs.stage.compute;

import io.watchlake.jobs.stage.type.SeriesSighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;

/**
 * {@link CatalogSeries} at work. It takes over what was remembered by builds for which each series
 * was a key of its own: an entry, a map and a timer for each, which are a dozen objects.
 */
final class CatalogSeriesOperator
    extends KeyedProcessOperator<Long, SeriesSighting, SeriesSighting> {

  private static final long serialVersionUID = 1L;

  /** The check of the series that is the key, by days; of former builds. */
  private static final MapStateDescriptor<Integer, Long> CHECK_BY_DAY =
      new MapStateDescriptor<>("check-by-day", IntSerializer.INSTANCE, LongSerializer.INSTANCE);

  /** The timers of a keyed function, by Flink's name. */
  private static final String TIMERS = "user-timers";

  private final CatalogSeries function;

  CatalogSeriesOperator(CatalogSeries function) {
    super(function);
    this.function = function;
  }

  private record Remembered(long id, int day, long check) {}

  @Override
  public void open() throws Exception {
    super.open();
    List<Remembered> former = new ArrayList<>();
    this.<Long>getKeyedStateBackend()
        .applyToAllKeys(
            VoidNamespace.INSTANCE,
            VoidNamespaceSerializer.INSTANCE,
            CHECK_BY_DAY,
            (id, checks) -> {
              for (Map.Entry<Integer, Long> check : checks.entries()) {
                former.add(new Remembered(id, check.getKey(), check.getValue()));
              }
            });
    if (!former.isEmpty()) {
      takeOver(former);
    }
  }

  private void takeOver(List<Remembered> former) throws Exception {
    InternalTimerService<VoidNamespace> timers =
        getInternalTimerService(TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    MapState<Integer, Long> checkByDay =
        getPartitionedState(VoidNamespace.INSTANCE, VoidNamespaceSerializer.INSTANCE, CHECK_BY_DAY);
    for (Remembered of : former) {
      long forgetAt = CatalogSeries.forgetAt(of.day());
      setCurrentKey(of.id());
      checkByDay.clear();
      timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, forgetAt);
      long key = CatalogSeries.key(of.id());
      // With another number of key groups it may be another task's: then its series is told again.
      if (isOfThisTask(key)) {
        setCurrentKey(key);
        function.remember(of.day(), of.id(), of.check());
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, forgetAt);
      }
    }
  }

  private boolean isOfThisTask(long key) {
    TaskInfo task = getRuntimeContext().getTaskInfo();
    return task.getIndexOfThisSubtask()
        == KeyGroupRangeAssignment.assignKeyToParallelOperator(
            key, task.getMaxNumberOfParallelSubtasks(), task.getNumberOfParallelSubtasks());
  }
}
