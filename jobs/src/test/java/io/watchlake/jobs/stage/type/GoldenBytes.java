package io.watchlake.jobs.stage.type;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The bytes that each version of each format wrote of the sample values, kept as {@code
 * golden/<format>.v<version>.hex}.
 *
 * <p>After a new version of a format: run {@link #main} with the folder of test resources as its
 * argument, from the module's test class path. It writes what is missing and never touches what is
 * there.
 */
final class GoldenBytes {

  static final long SEED = 20_260_101;

  private GoldenBytes() {}

  static byte[] serialize(Object value, String format) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(256);
    serializer(format).serialize(value, out);
    return out.getCopyOfBuffer();
  }

  @SuppressWarnings("unchecked")
  static TypeSerializer<Object> serializer(String format) {
    return (TypeSerializer<Object>) new VersionedSerializer<>(TelemetryTypes.format(format));
  }

  /** The bytes of a version; null where none are kept. */
  static byte[] read(String format, int version) throws IOException {
    try (InputStream in = GoldenBytes.class.getResourceAsStream("/" + file(format, version))) {
      return in == null
          ? null
          : HexFormat.of()
              .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", ""));
    }
  }

  private static String file(String format, int version) {
    return "golden/" + format + ".v" + version + ".hex";
  }

  public static void main(String[] args) throws IOException {
    for (Map.Entry<String, Object> sample : new Samples(SEED).oneOfEach().entrySet()) {
      String name = sample.getKey();
      Path file = Path.of(args[0]).resolve(file(name, TelemetryTypes.format(name).version()));
      if (Files.notExists(file)) {
        Files.createDirectories(file.getParent());
        String hex = HexFormat.of().formatHex(serialize(sample.getValue(), name));
        Files.writeString(file, hex.replaceAll("(.{96})", "$1\n") + "\n");
      }
    }
  }
}
