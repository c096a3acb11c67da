package io.watchlake.jobs.run;

import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * Keeps what reaches it in this JVM, under a name of the test's own.
 *
 * @param name tells the sinks of one JVM apart
 */
public record Collecting<T>(String name) implements Sink<T> {

  private static final ConcurrentMap<String, List<Object>> COLLECTED = new ConcurrentHashMap<>();

  /** What has come so far, in order of arrival; grows while the job runs. */
  @SuppressWarnings("unchecked") // a name stands for one sink, which took nothing but T
  public List<T> collected() {
    return (List<T>) list();
  }

  private List<Object> list() {
    return COLLECTED.computeIfAbsent(name, unused -> new CopyOnWriteArrayList<>());
  }

  @Override
  @Deprecated
  public SinkWriter<T> createWriter(InitContext context) {
    return writer();
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    return writer();
  }

  private SinkWriter<T> writer() {
    List<Object> target = list();
    return new SinkWriter<>() {
      @Override
      public void write(T element, Context context) {
        target.add(element);
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}
