package io.watchlake.rules.run;

import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.state.AggregatingState;
import org.apache.flink.api.common.state.AggregatingStateDescriptor;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReducingState;
import org.apache.flink.api.common.state.ReducingStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.jspecify.annotations.Nullable;

/** Keyed state in memory: values and maps, which is what sequences keep. */
final class MemoryStore implements KeyedStateStore {

  private final Map<Object, Map<String, Object>> values = new HashMap<>();
  private Object key = "";

  /** Says which key all state is of from now on. */
  void use(Object current) {
    key = current;
  }

  /** Forgets what is kept of a key. */
  void remove(Object of) {
    values.remove(of);
  }

  private @Nullable Object get(String name) {
    Map<String, Object> ofKey = values.get(key);
    return ofKey == null ? null : ofKey.get(name);
  }

  private void put(String name, @Nullable Object value) {
    if (value == null) {
      Map<String, Object> ofKey = values.get(key);
      if (ofKey != null) {
        ofKey.remove(name);
      }
    } else {
      values.computeIfAbsent(key, ignored -> new HashMap<>()).put(name, value);
    }
  }

  @Override
  public <T> ValueState<T> getState(ValueStateDescriptor<T> descriptor) {
    String name = descriptor.getName();
    return new ValueState<>() {
      @Override
      @SuppressWarnings("unchecked") // what was put under the name of this descriptor
      public @Nullable T value() {
        return (T) get(name);
      }

      @Override
      public void update(@Nullable T value) {
        put(name, value);
      }

      @Override
      public void clear() {
        put(name, null);
      }
    };
  }

  @Override
  public <K, V> MapState<K, V> getMapState(MapStateDescriptor<K, V> descriptor) {
    return new MemoryMap<>(descriptor.getName());
  }

  @Override
  public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
    throw new UnsupportedOperationException("sequences keep no lists");
  }

  @Override
  public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> descriptor) {
    throw new UnsupportedOperationException("sequences reduce nothing");
  }

  @Override
  public <I, A, O> AggregatingState<I, O> getAggregatingState(
      AggregatingStateDescriptor<I, A, O> descriptor) {
    throw new UnsupportedOperationException("sequences aggregate nothing");
  }

  private final class MemoryMap<K, V> implements MapState<K, V> {

    private final String name;

    MemoryMap(String name) {
      this.name = name;
    }

    @SuppressWarnings("unchecked") // what was put under the name of this descriptor
    private Map<K, V> map() {
      Map<K, V> map = (Map<K, V>) MemoryStore.this.get(name);
      return map == null ? Map.of() : map;
    }

    @Override
    public @Nullable V get(K of) {
      return map().get(of);
    }

    @Override
    public void put(K of, V value) {
      Map<K, V> map = map();
      if (map.isEmpty()) {
        map = new HashMap<>();
        MemoryStore.this.put(name, map);
      }
      map.put(of, value);
    }

    @Override
    public void putAll(Map<K, V> all) {
      all.forEach(this::put);
    }

    @Override
    public void remove(K of) {
      Map<K, V> map = map();
      if (!map.isEmpty()) {
        map.remove(of);
      }
    }

    @Override
    public boolean contains(K of) {
      return map().containsKey(of);
    }

    @Override
    public Iterable<Map.Entry<K, V>> entries() {
      return map().entrySet();
    }

    @Override
    public Iterable<K> keys() {
      return map().keySet();
    }

    @Override
    public Iterable<V> values() {
      return map().values();
    }

    @Override
    public Iterator<Map.Entry<K, V>> iterator() {
      return map().entrySet().iterator();
    }

    @Override
    public boolean isEmpty() {
      return map().isEmpty();
    }

    @Override
    public void clear() {
      MemoryStore.this.put(name, null);
    }
  }

  /** Whether nothing is kept of any key. */
  boolean isEmpty() {
    return values.values().stream()
        .flatMap(ofKey -> ofKey.values().stream())
        .filter(Objects::nonNull)
        .allMatch(value -> value instanceof Map<?, ?> map && map.isEmpty());
  }
}
