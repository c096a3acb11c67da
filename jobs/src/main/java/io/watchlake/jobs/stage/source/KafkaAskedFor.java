package io.watchlake.jobs.stage.source;

import io.watchlake.connectors.kafka.client.TopicReader;
import io.watchlake.connectors.signal.codec.SubscriptionCodec;
import io.watchlake.jobs.launch.KafkaOptions;
import io.watchlake.jobs.stage.compute.signal.AskedFor;
import io.watchlake.jobs.stage.compute.signal.Subscriptions;
import io.watchlake.model.Topics;
import io.watchlake.model.metric.CustomMetrics;
import io.watchlake.model.signal.Subscription;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is asked for, from the compacted topic {@code subscriptions}, read by a thread of each task:
 * a second input would take the stages that points and records flow through out of the task that
 * reads them, and each would be encoded and decoded once more. The topic is the truth, so none of
 * it is state. A topic that is not there yet is looked for now and then.
 */
public final class KafkaAskedFor implements AskedFor {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaAskedFor.class);

  private static final long RETRY_SECONDS = 5;

  private final KafkaOptions kafka;
  private final CustomMetrics custom;

  public KafkaAskedFor(KafkaOptions kafka, CustomMetrics custom) {
    this.kafka = kafka;
    this.custom = custom;
  }

  @Override
  public Asking open() {
    Reading reading = new Reading();
    reading.start();
    return reading;
  }

  private final class Reading implements Asking, Runnable {

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "asked-for");
    private final Map<String, Subscription> known = new TreeMap<>();
    private Map<String, Subscription> told = Map.of();
    private volatile Subscriptions subscriptions = new Subscriptions(List.of(), custom);

    /** What is there already is read by the caller, before the first point or record is. */
    void start() {
      thread.setDaemon(true);
      try (TopicReader reader = reader()) {
        if (reader.exists(Topics.SUBSCRIPTIONS)) {
          reader.fromBeginning(partitions());
          reader.toEnd(this::take);
          tell();
        }
      } catch (TimeoutException | KafkaException e) {
        LOG.warn("what is asked for is not known yet; it is read as soon as it can be", e);
      }
      thread.start();
    }

    @Override
    public void run() {
      do {
        try (TopicReader reader = reader()) {
          if (reader.exists(Topics.SUBSCRIPTIONS)) {
            follow(reader);
          }
        } catch (TimeoutException | KafkaException e) {
          LOG.warn("what is asked for could not be read, and is read again", e);
        }
      } while (!isClosed(RETRY_SECONDS));
    }

    private void follow(TopicReader reader) throws TimeoutException {
      reader.fromBeginning(partitions());
      known.clear();
      reader.toEnd(this::take);
      tell();
      while (!isClosed(0)) {
        boolean changed = false;
        for (ConsumerRecord<byte[], byte[]> message : reader.next()) {
          changed |= take(message);
        }
        if (changed) {
          tell();
        }
      }
    }

    private boolean take(ConsumerRecord<byte[], byte[]> message) {
      try {
        return SubscriptionCodec.apply(message.key(), message.value(), known);
      } catch (IllegalArgumentException e) {
        LOG.warn("a message of the subscriptions is passed over: {}", e.getMessage());
        return false;
      }
    }

    /** Who holds what was told looks at all series anew when it is told again. */
    private void tell() {
      if (!known.equals(told)) {
        told = Map.copyOf(known);
        subscriptions = new Subscriptions(List.copyOf(known.values()), custom);
      }
    }

    private boolean isClosed(long waitSeconds) {
      try {
        return closed.await(waitSeconds, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        return true;
      }
    }

    @Override
    public Subscriptions now() {
      return subscriptions;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  private TopicReader reader() {
    Properties properties = kafka.clientProperties();
    properties.setProperty(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers());
    return new TopicReader(properties);
  }

  private static List<TopicPartition> partitions() {
    return List.of(new TopicPartition(Topics.SUBSCRIPTIONS, 0));
  }
}
