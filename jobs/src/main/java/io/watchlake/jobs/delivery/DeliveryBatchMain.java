package io.watchlake.jobs.delivery;

import io.watchlake.jobs.delivery.calc.Breakdown;
import io.watchlake.jobs.delivery.calc.Terms;
import io.watchlake.jobs.stage.decode.DeadLetterOutput;
import io.watchlake.jobs.stage.decode.DecodeDelivery;
import io.watchlake.jobs.stage.source.EventLines;
import io.watchlake.jobs.stage.type.DeliveryTypes;
import io.watchlake.model.DeadLetter;
import io.watchlake.model.Topics;
import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.Figure;
import io.watchlake.model.delivery.FigureScope;
import io.watchlake.model.delivery.PeriodKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/** The job {@code delivery} in batch, over files, on a Flink of its own in this process. */
public final class DeliveryBatchMain {

  /** Refused lines that are told one by one; more are only counted. */
  public static final int MAX_REFUSED = 20;

  private static final Comparator<Figure> ORDER =
      Comparator.comparing(Figure::service)
          .thenComparing(Figure::scope, FigureScope.ORDER)
          .thenComparing(figure -> figure.period().code())
          .thenComparingLong(Figure::startUnixNano);

  /**
   * What came out.
   *
   * @param figures by service, scope, kind and start of period; none where lines were refused
   * @param refused the first lines that are no events, as {@code file:line: path: what is wrong}
   * @param refusedCount how many were refused
   */
  public record Result(List<Figure> figures, List<String> refused, long refusedCount) {}

  /**
   * What is asked.
   *
   * @param files with an event a line, compressed by gzip or not
   * @param periods which figures
   * @param breakdown how far they are broken down
   * @param terms on which they are worked out
   * @param asOf the clock that pending verdicts close by
   * @param parallelism how many threads work
   */
  public record Request(
      List<Path> files,
      Set<PeriodKind> periods,
      Breakdown breakdown,
      Terms terms,
      Instant asOf,
      int parallelism) {}

  private DeliveryBatchMain() {}

  /**
   * Runs the job and waits for it.
   *
   * @throws Exception if it fails; lines that are no events are no failure
   */
  public static Result run(Request request) throws Exception {
    StreamExecutionEnvironment env = environment(request.parallelism());
    SingleOutputStreamOperator<DeliveryEvent> decoded =
        EventLines.of(
                env,
                request.files(),
                Topics.DELIVERY_EVENTS,
                DeliveryUids.FILES,
                DeliveryUids.LINES)
            .process(new DecodeDelivery(), DeliveryTypes.EVENT)
            .uid(DeliveryUids.DECODE)
            .name(DeliveryUids.DECODE);
    DataStream<Long> clock =
        env.fromData(List.of(request.asOf().toEpochMilli()), Types.LONG)
            .uid(DeliveryUids.TICKS)
            .name(DeliveryUids.TICKS);
    DeliveryTopology.Outputs outputs =
        DeliveryTopology.of(
            decoded, clock, request.terms(), request.periods(), request.breakdown(), false);
    CloseableIterator<DeadLetter> letters =
        decoded.getSideOutput(DeadLetterOutput.TAG).collectAsync();
    CloseableIterator<Figure> figures = outputs.figures().collectAsync();
    JobClient job = env.executeAsync("delivery over files");
    // Flink holds no more than 2 MB of each until it is fetched, and waits then: so both at once.
    CompletableFuture<List<DeadLetter>> refused =
        CompletableFuture.supplyAsync(() -> drained(letters));
    List<Figure> all = drained(figures);
    job.getJobExecutionResult().get();
    return result(request.files(), all, refused.get());
  }

  private static <T> List<T> drained(CloseableIterator<T> results) {
    List<T> all = new ArrayList<>();
    results.forEachRemaining(all::add);
    return all;
  }

  private static Result result(List<Path> files, List<Figure> all, List<DeadLetter> refused) {
    all.sort(ORDER);
    refused.sort(
        Comparator.<DeadLetter>comparingInt(letter -> letter.origin().partition())
            .thenComparingLong(letter -> letter.origin().offset()));
    List<String> places =
        refused.stream()
            .limit(MAX_REFUSED)
            .map(letter -> EventLines.place(letter.origin(), files) + ": " + letter.detail())
            .toList();
    return new Result(refused.isEmpty() ? all : List.of(), places, refused.size());
  }

  private static StreamExecutionEnvironment environment(int parallelism) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    // What collects results has no uid; nothing of this job is kept that one would be needed for.
    configuration.set(PipelineOptions.AUTO_GENERATE_UIDS, true);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
    env.setRuntimeMode(RuntimeExecutionMode.BATCH);
    return env;
  }
}
