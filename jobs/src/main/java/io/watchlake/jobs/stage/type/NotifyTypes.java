package io.watchlake.jobs.stage.type;

import io.watchlake.alerting.group.GroupState;
import io.watchlake.alerting.group.Sources.Source;
import io.watchlake.alerting.incident.IncidentState;
import io.watchlake.alerting.storm.StormState;
import io.watchlake.jobs.stage.notify.GroupedAlert;
import io.watchlake.jobs.stage.notify.QuietMessage;
import io.watchlake.model.alert.Decision;
import io.watchlake.model.alert.Notification;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The Flink types of what decides who is told of alerts, and of its state. */
public final class NotifyTypes {

  public static final TypeInformation<GroupedAlert> GROUPED_ALERT =
      new VersionedTypeInfo<>(new GroupedAlertFormat());
  public static final TypeInformation<QuietMessage> QUIET_MESSAGE =
      new VersionedTypeInfo<>(new QuietMessageFormat());
  public static final TypeInformation<Notification> NOTIFICATION =
      new VersionedTypeInfo<>(new NotificationFormat());
  public static final TypeInformation<Decision> DECISION =
      new VersionedTypeInfo<>(new DecisionFormat());
  public static final TypeInformation<GroupState> GROUP_STATE =
      new VersionedTypeInfo<>(new GroupStateFormat());
  public static final TypeInformation<StormState> STORM_STATE =
      new VersionedTypeInfo<>(new StormStateFormat());
  public static final TypeInformation<IncidentState> INCIDENT_STATE =
      new VersionedTypeInfo<>(new IncidentStateFormat());
  public static final TypeInformation<Source> INHIBITING_ALERT =
      new VersionedTypeInfo<>(new InhibitingAlertFormat());

  /** What savepoints may name. */
  static final List<Format<?>> FORMATS =
      List.of(
          new GroupedAlertFormat(),
          new QuietMessageFormat(),
          new NotificationFormat(),
          new DecisionFormat(),
          new GroupStateFormat(),
          new InhibitingAlertFormat(),
          new StormStateFormat(),
          new IncidentStateFormat());

  private NotifyTypes() {}
}
