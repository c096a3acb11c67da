package io.watchlake.jobs.stage.sink;

import io.watchlake.connectors.otlp.codec.DeadLetters;
import io.watchlake.connectors.prometheus.client.RemoteWriteClient;
import io.watchlake.connectors.prometheus.client.RemoteWriteClient.Answer;
import io.watchlake.jobs.stage.type.PrometheusSamples;
import io.watchlake.model.DeadLetter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
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
 * Sends samples by remote write, at least once: all that came before a checkpoint is answered
 * before it. One request is under way at a time, so that each series stays in order. What comes out
 * are dead letters: samples that were refused and will never be taken.
 *
 * <p>While the receiver is away, or asks to be left alone (429, 5xx), the same request is sent
 * again until it is taken. Nothing else is done meanwhile, so the job's input waits, and
 * checkpoints do.
 *
 * <p>Prometheus takes a request as a whole or not at all. So one that is refused is cut in two, and
 * again, until what is refused stands alone. A sample that is out of order then is one that was
 * sent before, since within the job a series never goes back: after a restart this is normal, and
 * such samples are counted and not mourned.
 */
public final class SendToPrometheus extends AbstractStreamOperator<DeadLetter>
    implements OneInputStreamOperator<PrometheusSamples, DeadLetter> {

  private static final long serialVersionUID = 1L;

  private static final Logger EVENTS = LoggerFactory.getLogger(SendToPrometheus.class);

  private static final int MAX_SAMPLES = 2_000;
  private static final int MAX_BYTES = 1024 * 1024;
  private static final long LINGER_MILLIS = 500;
  private static final long FIRST_BACKOFF_MILLIS = 100;
  private static final long MAX_BACKOFF_MILLIS = 5_000;

  /** No receiver may put the job to sleep for longer. */
  private static final long MAX_RETRY_AFTER_MILLIS = Duration.ofMinutes(5).toMillis();

  /** How Prometheus and its like say that they have something newer of the series. */
  private static final String OUT_OF_ORDER = "out of order";

  private static final int BAD_REQUEST = 400;
  private static final int TOO_LARGE = 413;

  private final URI address;

  private transient RemoteWriteClient client;
  private transient List<PrometheusSamples> waiting;
  private transient int waitingSamples;
  private transient int waitingBytes;
  private transient boolean timer;
  private transient Counter sent;
  private transient Counter repeated;
  private transient Counter refused;
  private transient Counter retries;

  /**
   * The operator.
   *
   * @param address of the endpoint, such as {@code http://localhost:9090/api/v1/write}
   */
  @SuppressWarnings({"NullAway.Init", "this-escape"}) // transient fields are made in open()
  public SendToPrometheus(URI address) {
    this.address = address;
    setChainingStrategy(ChainingStrategy.ALWAYS);
  }

  @Override
  public void open() throws Exception {
    super.open();
    client = new RemoteWriteClient(address);
    waiting = new ArrayList<>();
    sent = getMetricGroup().counter("samplesSent");
    repeated = getMetricGroup().counter("samplesRepeated");
    refused = getMetricGroup().counter("samplesRefused");
    retries = getMetricGroup().counter("retries");
  }

  @Override
  public void processElement(StreamRecord<PrometheusSamples> element) throws Exception {
    PrometheusSamples samples = element.getValue();
    if (waitingBytes + samples.series().length > MAX_BYTES) {
      sendAll();
    }
    waiting.add(samples);
    waitingSamples += samples.samples();
    waitingBytes += samples.series().length;
    if (waitingSamples >= MAX_SAMPLES) {
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
    List<PrometheusSamples> batch = waiting;
    waiting = new ArrayList<>();
    waitingSamples = 0;
    waitingBytes = 0;
    if (!batch.isEmpty()) {
      deliver(batch);
    }
  }

  private void deliver(List<PrometheusSamples> batch) throws InterruptedException {
    Answer answer = untilDecided(batch);
    if (answer.isTaken()) {
      sent.inc(samples(batch));
    } else if (batch.size() > 1
        && (answer.status() == BAD_REQUEST || answer.status() == TOO_LARGE)) {
      int half = batch.size() / 2;
      deliver(batch.subList(0, half));
      deliver(batch.subList(half, batch.size()));
    } else if (answer.status() == BAD_REQUEST && answer.body().contains(OUT_OF_ORDER)) {
      repeated.inc(samples(batch));
    } else {
      refused.inc(samples(batch));
      EVENTS.warn("{} refused {} samples: {}", address, samples(batch), words(answer));
      for (PrometheusSamples samples : batch) {
        output.collect(new StreamRecord<>(deadLetter(samples, answer)));
      }
    }
  }

  /** Sends until it is taken or refused for good. */
  private Answer untilDecided(List<PrometheusSamples> batch) throws InterruptedException {
    byte[] request = request(batch);
    long backoff = FIRST_BACKOFF_MILLIS;
    while (true) {
      @Nullable Duration retryAfter = null;
      String why;
      try {
        Answer answer = client.send(request);
        if (!answer.isRetryable()) {
          return answer;
        }
        retryAfter = answer.retryAfter();
        why = words(answer);
      } catch (IOException e) {
        why = e.toString();
      }
      if (backoff == FIRST_BACKOFF_MILLIS) {
        EVENTS.warn("{} takes no samples; they are sent until it does: {}", address, why);
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

  private static byte[] request(List<PrometheusSamples> batch) {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    for (PrometheusSamples samples : batch) {
      request.writeBytes(samples.series());
    }
    return request.toByteArray();
  }

  private static int samples(List<PrometheusSamples> batch) {
    return batch.stream().mapToInt(PrometheusSamples::samples).sum();
  }

  private static String words(Answer answer) {
    return answer.status() + (answer.body().isEmpty() ? "" : " " + answer.body());
  }

  private static DeadLetter deadLetter(PrometheusSamples samples, Answer answer) {
    return DeadLetters.of(
        samples.origin(),
        samples.timeline(),
        samples.arrivalMillis(),
        DeadLetter.Reason.REFUSED,
        "Prometheus answered " + words(answer),
        samples.series());
  }
}
