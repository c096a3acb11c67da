package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.anomaly.ServicePart;
import io.watchlake.jobs.stage.anomaly.WatchedService;
import io.watchlake.ml.state.StateFormatException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The bytes of what is kept of a watched service: state, changed where it lies. */
final class WatchedServiceFormat implements Format<WatchedService> {

  private static final long serialVersionUID = 1L;

  private static final ServicePartFormat PART = new ServicePartFormat();

  /** The version of parts that each version of this format has. */
  private static final int PART_VERSION = 1;

  @Override
  public String name() {
    return "watched_service";
  }

  @Override
  public int version() {
    return 1;
  }

  @Override
  public Class<WatchedService> type() {
    return WatchedService.class;
  }

  @Override
  public boolean isImmutable() {
    return false;
  }

  @Override
  public WatchedService copy(WatchedService value) {
    return value.copy();
  }

  @Override
  public void write(WatchedService value, DataOutputView out) throws IOException {
    out.writeLong(value.judgedUnixNano());
    Wire.writeBytes(value.episode(), out);
    List<ServicePart> parts = value.parts();
    Wire.writeLength(parts.size(), out);
    for (ServicePart part : parts) {
      PART.write(part, out);
    }
  }

  @Override
  public WatchedService read(int version, DataInputView in) throws IOException {
    long judged = in.readLong();
    byte[] episode = Wire.readBytes(in);
    List<ServicePart> parts = new ArrayList<>();
    for (int left = Wire.readLength(in); left > 0; left--) {
      parts.add(PART.read(PART_VERSION, in));
    }
    try {
      return WatchedService.of(judged, episode, parts);
    } catch (StateFormatException e) {
      throw new IOException("the bytes of a watched service are damaged: " + e.getMessage(), e);
    }
  }
}
