package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Serializes a type: a version byte, then what its {@link Format} writes. */
final class VersionedSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private final Format<T> format;

  VersionedSerializer(Format<T> format) {
    this.format = format;
  }

  Format<T> format() {
    return format;
  }

  @Override
  public boolean isImmutableType() {
    return format.isImmutable();
  }

  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  // Flink calls this for reusable instances only, which an immutable type has none of.
  @Override
  @SuppressWarnings("NullAway")
  public @Nullable T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return format.copy(from);
  }

  @Override
  public T copy(T from, T reuse) {
    return format.copy(from);
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public void serialize(T value, DataOutputView target) throws IOException {
    target.writeByte(format.version());
    format.write(value, target);
  }

  @Override
  public T deserialize(DataInputView source) throws IOException {
    int version = source.readUnsignedByte();
    if (version < 1 || version > format.version()) {
      throw new IOException(
          "version "
              + version
              + " of '"
              + format.name()
              + "' is unknown to this build, which reads 1 to "
              + format.version()
              + ": the state was written by a newer build, start that one");
    }
    return format.read(version, source);
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionedSerializer<?> that && format.name().equals(that.format.name());
  }

  @Override
  public int hashCode() {
    return format.name().hashCode();
  }

  @Override
  public TypeSerializerSnapshot<T> snapshotConfiguration() {
    return new VersionedSerializerSnapshot<>(format);
  }
}
