package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.http.client.Answer;
import io.watchlake.model.DeadLetter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.ChainingStrategy;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what comes in batches over HTTP, at least once: all that came before a checkpoint is
 * answered before it. One request is under way at a time, so that everything stays in order. What
 * comes out are dead letters: what was refused and will never be taken.
 *
 * <p>While the receiver is away, or asks to be left alone (429, 5xx), the same request is sent
 * again until it is taken. Nothing else is done meanwhile, so the job's input waits, and
 * checkpoints do. A request that is refused is cut in two, and again, until what is refused stands
 * alone.
 */
abstract class SendUntilTaken<T> extends AbstractStreamOperator<DeadLetter>
    implements OneInputStreamOperator<T, DeadLetter> {

  private static final long serialVersionUID = 1L;

  private static final Logger EVENTS = LoggerFactory.getLogger(SendUntilTaken.class);

  private static final int MAX_ITEMS = 2_000;
  private static final int MAX_BYTES = 1024 * 1024;
  private static final long LINGER_MILLIS = 500;
  private static final long FIRST_BACKOFF_MILLIS = 100;
  private static final long MAX_BACKOFF_MILLIS = 5_000;

  /** No receiver may put the job to sleep for longer. */
  private static final long MAX_RETRY_AFTER_MILLIS = Duration.ofMinutes(5).toMillis();

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;

  private final String what;

  private transient List<T> waiting;
  private transient int waitingItems;
  private transient int waitingBytes;
  private transient boolean timer;
  private transient Counter sent;
  private transient Counter repeated;
  private transient Counter refused;
  private transient Counter retries;

  /**
   * @param what what is sent, for metrics and the log, such as {@code samples}
   */
  @SuppressWarnings({"NullAway.Init", "this-escape"}) // transient fields are made in open()
  SendUntilTaken(String what) {
    this.what = what;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  /** How many there are in an element. */
  abstract int items(T element);

  /** How many bytes an element adds to a request. */
  abstract int bytes(T element);

  /**
   * Sends elements in one request.
   *
   * @throws IOException where there is no answer
   */
  abstract Answer send(List<T> batch) throws IOException, InterruptedException;

  /** Whether a refusal says that the receiver has it already. */
  abstract boolean isRepeat(Answer refusal);

  /** What becomes of an element that is refused for good. */
  abstract DeadLetter deadLetter(T element, Answer refusal);

  /** Where it is sent to, for the log: without a secret. */
  abstract String receiver();

  @Override
  public void open() throws Exception {
    super.open();
    waiting = new ArrayList<>();
    sent = getMetricGroup().counter(what + "Sent");
    repeated = getMetricGroup().counter(what + "Repeated");
    refused = getMetricGroup().counter(what + "Refused");
    retries = getMetricGroup().counter("retries");
  }

  @Override
  public void processElement(StreamRecord<T> record) throws Exception {
    T element = record.getValue();
    if (waitingBytes + bytes(element) > MAX_BYTES) {
      sendAll();
    }
    waiting.add(element);
    waitingItems += items(element);
    waitingBytes += bytes(element);
    if (waitingItems >= MAX_ITEMS) {
      sendAll();
    } else if (!timer) {
      timer = true;
      long at = getProcessingTimeService().getCurrentProcessingTime() + LINGER_MILLIS;
      var unused =
          getProcessingTimeService()
              .registerTimer(
                  at,
                  now -> {
                    timer = false;
                    sendAll();
                  });
    }
  }

  /** Also for the dead letters that come of it: they belong before the barrier. */
  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    sendAll();
  }

  @Override
  public void finish() throws Exception {
    sendAll();
    super.finish();
  }

  private void sendAll() throws InterruptedException {
    List<T> batch = waiting;
    waiting = new ArrayList<>();
    waitingItems = 0;
    waitingBytes = 0;
    if (!batch.isEmpty()) {
      deliver(batch);
    }
  }

  private void deliver(List<T> batch) throws InterruptedException {
    Answer answer = untilDecided(batch);
    if (answer.isTaken()) {
      sent.inc(items(batch));
    } else if (batch.size() > 1
        && (answer.status() == BAD_REQUEST || answer.status() == TOO_LARGE)) {
      int half = batch.size() / 2;
      deliver(batch.subList(0, half));
      deliver(batch.subList(half, batch.size()));
    } else if (answer.status() == BAD_REQUEST && isRepeat(answer)) {
      repeated.inc(items(batch));
    } else {
      refused.inc(items(batch));
      EVENTS.warn("{} refused {} {}: {}", receiver(), items(batch), what, answer.words());
      for (T element : batch) {
        output.collect(new StreamRecord<>(deadLetter(element, answer)));
      }
    }
  }

  /** Sends until it is taken or refused for good. */
  private Answer untilDecided(List<T> batch) throws InterruptedException {
    long backoff = FIRST_BACKOFF_MILLIS;
    while (true) {
      @Nullable Duration retryAfter = null;
      String why;
      try {
        Answer answer = send(batch);
        if (!answer.isRetryable()) {
          return answer;
        }
        retryAfter = answer.retryAfter();
        why = answer.words();
      } catch (IOException e) {
        why = e.toString();
      }
      if (backoff == FIRST_BACKOFF_MILLIS) {
        EVENTS.warn("{} takes no {}; they are sent until it does: {}", receiver(), what, why);
      }
      retries.inc();
      // Spread, so that shards that failed together do not come back together.
      long wait = backoff / 2 + ThreadLocalRandom.current().nextLong(backoff / 2 + 1);
      if (retryAfter != null) {
        wait = Math.max(wait, Math.min(retryAfter.toMillis(), MAX_RETRY_AFTER_MILLIS));
      }
      TimeUnit.MILLISECONDS.sleep(wait);
      backoff = Math.min(2 * backoff, MAX_BACKOFF_MILLIS);
    }
  }

  private int items(List<T> batch) {
    return batch.stream().mapToInt(this::items).sum();
  }
}
