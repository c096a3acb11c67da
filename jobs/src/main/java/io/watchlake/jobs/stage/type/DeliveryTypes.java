package io.watchlake.jobs.stage.type;

import io.watchlake.model.delivery.DeliveryEvent;
import io.watchlake.model.delivery.DeliveryRecord;
import io.watchlake.model.delivery.Figure;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The Flink types of what travels between the operators of {@code delivery}. */
public final class DeliveryTypes {

  public static final TypeInformation<DeliveryEvent> EVENT =
      new VersionedTypeInfo<>(new DeliveryEventFormat());
  public static final TypeInformation<DeliveryLink> LINK =
      new VersionedTypeInfo<>(new DeliveryLinkFormat());
  public static final TypeInformation<DeliveryRecord> RECORD =
      new VersionedTypeInfo<>(new DeliveryRecordFormat());
  public static final TypeInformation<Figure> FIGURE = new VersionedTypeInfo<>(new FigureFormat());
  public static final TypeInformation<OutputVersion> OUTPUT_VERSION =
      new VersionedTypeInfo<>(new OutputVersionFormat());

  /** What savepoints may name. */
  static final List<Format<?>> FORMATS =
      List.of(
          new DeliveryEventFormat(),
          new DeliveryLinkFormat(),
          new DeliveryRecordFormat(),
          new FigureFormat(),
          new OutputVersionFormat());

  private DeliveryTypes() {}
}
