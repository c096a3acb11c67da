package io.watchlake.jobs.stage.type;

import io.watchlake.model.Origin;
import io.watchlake.model.telemetry.Attributes;
import io.watchlake.model.telemetry.Resource;
import io.watchlake.model.telemetry.Scope;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The parts that several formats share. Their bytes are part of each of those formats. */
final class Parts {

  private interface Writer<V> {
    void write(V value, DataOutputView out) throws IOException;
  }

  private interface Reader<V> {
    V read(DataInputView in) throws IOException;
  }

  private Parts() {}

  static void write(Origin origin, DataOutputView out) throws IOException {
    Wire.writeString(origin.topic(), out);
    out.writeInt(origin.partition());
    out.writeLong(origin.offset());
    out.writeInt(origin.index());
  }

  static Origin origin(DataInputView in) throws IOException {
    return new Origin(Wire.readString(in), in.readInt(), in.readLong(), in.readInt());
  }

  static void write(Attributes attributes, DataOutputView out) throws IOException {
    map(attributes.strings(), Wire::writeString, out);
    map(attributes.longs(), (value, to) -> to.writeLong(value), out);
    map(attributes.doubles(), (value, to) -> to.writeLong(Double.doubleToRawLongBits(value)), out);
    map(attributes.booleans(), (value, to) -> to.writeBoolean(value), out);
    Wire.writeNullableString(attributes.json(), out);
  }

  static Attributes attributes(DataInputView in) throws IOException {
    return new Attributes(
        map(in, Wire::readString),
        map(in, DataInputView::readLong),
        map(in, from -> Double.longBitsToDouble(from.readLong())),
        map(in, DataInputView::readBoolean),
        Wire.readNullableString(in));
  }

  static void write(Resource resource, DataOutputView out) throws IOException {
    Wire.writeString(resource.service(), out);
    write(resource.attributes(), out);
  }

  static Resource resource(DataInputView in) throws IOException {
    return new Resource(Wire.readString(in), attributes(in));
  }

  static void write(Scope scope, DataOutputView out) throws IOException {
    Wire.writeString(scope.name(), out);
    Wire.writeString(scope.version(), out);
    Wire.writeNullableString(scope.attributesJson(), out);
  }

  static Scope scope(DataInputView in) throws IOException {
    return new Scope(Wire.readString(in), Wire.readString(in), Wire.readNullableString(in));
  }

  private static <V> void map(Map<String, V> map, Writer<V> writer, DataOutputView out)
      throws IOException {
    Wire.writeLength(map.size(), out);
    for (Map.Entry<String, V> entry : map.entrySet()) {
      Wire.writeString(entry.getKey(), out);
      writer.write(entry.getValue(), out);
    }
  }

  private static <V> Map<String, V> map(DataInputView in, Reader<V> reader) throws IOException {
    int size = Wire.readLength(in);
    if (size == 0) {
      return Map.of();
    }
    Map<String, V> map = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      map.put(Wire.readString(in), reader.read(in));
    }
    return map;
  }
}
