package io.watchlake.ml.member;

import java.util.List;

/** The members in the order in which their state is written. */
public final class Members {

  private Members() {}

  /** New members that have seen nothing. */
  public static List<Member> create() {
    return List.of(
        new LevelMember(),
        new ShortLevelMember(),
        new LongLevelMember(),
        new TimeOfDayMember(),
        new TimeOfWeekMember(),
        new ShortSeasonMember(),
        new LongSeasonMember(),
        new StepMember(),
        new ForecastMember(),
        new SpreadMember(),
        new SpreadRiseMember(),
        BreakShareMember.ofSeason(),
        BreakShareMember.ofLevel());
  }
}
