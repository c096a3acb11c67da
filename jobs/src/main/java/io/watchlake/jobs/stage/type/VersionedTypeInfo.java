package io.watchlake.jobs.stage.type;

import org.apache.flink.api.common.ExecutionConfig;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.jspecify.annotations.Nullable;

/** The Flink type of an immutable value that a {@link Format} writes. Not a key by itself. */
final class VersionedTypeInfo<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1L;

  private final Format<T> format;

  VersionedTypeInfo(Format<T> format) {
    this.format = format;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public Class<T> getTypeClass() {
    return format.type();
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return new VersionedSerializer<>(format);
  }

  @Override
  @Deprecated
  public TypeSerializer<T> createSerializer(ExecutionConfig config) {
    return new VersionedSerializer<>(format);
  }

  @Override
  public String toString() {
    return "Versioned<" + format.name() + ">";
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof VersionedTypeInfo<?> that && format.name().equals(that.format.name());
  }

  @Override
  public int hashCode() {
    return format.name().hashCode();
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof VersionedTypeInfo;
  }
}
