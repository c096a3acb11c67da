package io.watchlake.jobs.stage.type;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/**
 * What a savepoint remembers of a {@link VersionedSerializer}: the format's name and the version it
 * wrote. Since each value carries its version, any older version is read as it is.
 */
public final class VersionedSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

  private static final int SNAPSHOT_VERSION = 1;

  private @Nullable Format<T> format;
  private int written;

  /** For Flink, which fills it by {@link #readSnapshot}. */
  public VersionedSerializerSnapshot() {}

  VersionedSerializerSnapshot(Format<T> format) {
    this.format = format;
    this.written = format.version();
  }

  @Override
  public int getCurrentVersion() {
    return SNAPSHOT_VERSION;
  }

  @Override
  public void writeSnapshot(DataOutputView out) throws IOException {
    out.writeUTF(format().name());
    out.writeByte(written);
  }

  @Override
  @SuppressWarnings("unchecked") // the name tells the type
  public void readSnapshot(int readVersion, DataInputView in, ClassLoader classLoader)
      throws IOException {
    if (readVersion != SNAPSHOT_VERSION) {
      throw new IOException("unknown version " + readVersion + " of a serializer snapshot");
    }
    format = (Format<T>) TelemetryTypes.format(in.readUTF());
    written = in.readUnsignedByte();
  }

  @Override
  public TypeSerializer<T> restoreSerializer() {
    return new VersionedSerializer<>(format());
  }

  @Override
  public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(
      TypeSerializerSnapshot<T> oldSnapshot) {
    boolean readable =
        oldSnapshot instanceof VersionedSerializerSnapshot<T> old
            && old.format().name().equals(format().name())
            && old.written <= written;
    return readable
        ? TypeSerializerSchemaCompatibility.compatibleAsIs()
        : TypeSerializerSchemaCompatibility.incompatible();
  }

  private Format<T> format() {
    if (format == null) {
      throw new IllegalStateException("the snapshot has not been read yet");
    }
    return format;
  }
}
