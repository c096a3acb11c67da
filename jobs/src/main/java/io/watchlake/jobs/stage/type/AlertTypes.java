package io.watchlake.jobs.stage.type;

import io.watchlake.jobs.stage.alert.AskedSignals;
import io.watchlake.jobs.stage.alert.RoutedSignal;
import io.watchlake.jobs.stage.alert.RuleMessage;
import io.watchlake.model.alert.Alert;
import io.watchlake.rules.engine.LevelState;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The Flink types of what travels between the operators of {@code alerts}, and of their state. */
public final class AlertTypes {

  public static final TypeInformation<RuleMessage> RULE_MESSAGE =
      new VersionedTypeInfo<>(new RuleMessageFormat());
  public static final TypeInformation<RoutedSignal> ROUTED_SIGNAL =
      new VersionedTypeInfo<>(new RoutedSignalFormat());
  public static final TypeInformation<AskedSignals> ASKED_SIGNALS =
      new VersionedTypeInfo<>(new AskedSignalsFormat());
  public static final TypeInformation<Alert> ALERT = new VersionedTypeInfo<>(new AlertFormat());
  public static final TypeInformation<LevelState> LEVEL_STATE =
      new VersionedTypeInfo<>(new LevelStateFormat());

  /** What savepoints may name. */
  static final List<Format<?>> FORMATS =
      List.of(
          new RuleMessageFormat(),
          new RoutedSignalFormat(),
          new AskedSignalsFormat(),
          new AlertFormat(),
          new LevelStateFormat());

  private AlertTypes() {}
}
