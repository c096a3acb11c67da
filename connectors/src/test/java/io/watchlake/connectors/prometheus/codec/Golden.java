package io.watchlake.connectors.prometheus.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Requests that {@code protoc} encoded with the field numbers of Prometheus' own definitions; what
 * is in them stands beside them in protobuf's text form.
 */
final class Golden {

  private Golden() {}

  static byte[] request(RemoteWriteVersion version) throws IOException {
    String file =
        "/golden/remote_write_" + (version == RemoteWriteVersion.V1 ? "v1" : "v2") + ".hex";
    try (InputStream in = Golden.class.getResourceAsStream(file)) {
      return HexFormat.of()
          .parseHex(new String(in.readAllBytes(), StandardCharsets.US_ASCII).replace("\n", ""));
    }
  }
}
