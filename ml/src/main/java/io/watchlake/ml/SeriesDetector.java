package io.watchlake.ml;

import io.watchlake.ml.calibration.Persistence;
import io.watchlake.ml.calibration.TailEvidence;
import io.watchlake.ml.member.Baseline;
import io.watchlake.ml.member.Expectation;
import io.watchlake.ml.member.Member;
import io.watchlake.ml.member.Members;
import io.watchlake.ml.member.Observation;
import io.watchlake.ml.sketch.RecentValues;
import io.watchlake.ml.state.StateFormatException;
import io.watchlake.ml.state.StateReader;
import io.watchlake.ml.state.StateWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Learns one series and tells what in it is unusual, point by point, from the past alone.
 *
 * <p>Thirteen {@link Member members} measure how far a point breaks an expectation; {@link
 * TailEvidence} weighs each measure against its own past; the mean of their evidence, how long it
 * {@link Persistence persists} and how far the value is outside of all values before make a
 * strength. The score is the strength, at most 1, and it is given once an episode: it is 0 while a
 * point as strong is among the last 20.
 *
 * <p>Points count in the order in which they come. The timestamp tells the time of day and the hour
 * of the week (UTC) and nothing else: repeated and backward timestamps and gaps are taken as they
 * are. NaN and infinities are missing values, which change nothing. Values beyond ±1e30 count as
 * ±1e30. Nothing is said during the first 200 values. The state has a bound that no input moves.
 *
 * <p>Not thread-safe. The same values give the same scores to the bit, also by a detector that was
 * written and read in between.
 */
public final class SeriesDetector {

  private static final int FORMAT = 1;

  /** Raised whenever the same values give other scores. */
  private static final int MODEL = 2;

  /** Measures of the first points come from a baseline that knows nothing. */
  private static final int FIRST_LEARNED = 30;

  /** No score before so many values. */
  private static final int FIRST_SCORED = 200;

  /**
   * Before so many values persistence says nothing: while measures are not weighed none counts as
   * unusual, and against a past of such points alone every unusual one would be an alarm.
   */
  private static final int FIRST_PERSISTING = FIRST_SCORED + (FIRST_SCORED - FIRST_LEARNED);

  private static final int EPISODE = 20;
  private static final double FARTHEST = 1e30;

  /** Makes tails of measures that were all the same have a width. */
  private static final double FLOOR = 1e-30;

  private static final double WEIGHT_MEMBERS = 1.5 / 1.4;
  private static final double WEIGHT_PERSISTENCE = 2 / 1.4;
  private static final double WEIGHT_NOVELTY = 50 / 1.4;

  /**
   * The past that makes a score half as reliable as an endless one, and leaving the range half as
   * telling: a range that was seen for hours only is left every other hour.
   */
  private static final double HALF_CONFIDENCE = 300;

  private final Profile profile;
  private final Baseline baseline;
  private final List<Member> members = Members.create();
  private final TailEvidence[] evidences;
  private final Persistence persistence;
  private final RecentValues strengths = new RecentValues(EPISODE);

  /** Of the members, those that count, and how many they are; all but in an ablation. */
  private final boolean[] heard;

  private final int voices;
  private final boolean persistenceHeard;
  private final boolean rangeHeard;

  /** A detector that has seen nothing. */
  public SeriesDetector(Profile profile) {
    this(profile, EnumSet.noneOf(Expectation.class));
  }

  /**
   * A detector to which some expectations mean nothing: to measure what each is worth. What it
   * writes is read as a whole detector.
   */
  public static SeriesDetector without(Profile profile, Set<Expectation> unheard) {
    return new SeriesDetector(profile, unheard);
  }

  private SeriesDetector(Profile profile, Set<Expectation> unheard) {
    this.profile = profile;
    heard = new boolean[members.size()];
    int count = 0;
    for (int i = 0; i < heard.length; i++) {
      heard[i] = !unheard.contains(members.get(i).expectation());
      count += heard[i] ? 1 : 0;
    }
    voices = count;
    persistenceHeard = !unheard.contains(Expectation.PERSISTENCE);
    rangeHeard = !unheard.contains(Expectation.RANGE);
    baseline = new Baseline(profile.daySlots(), profile.weekly());
    evidences = new TailEvidence[members.size()];
    for (int i = 0; i < evidences.length; i++) {
      evidences[i] = new TailEvidence(profile.buckets(), FLOOR);
    }
    persistence = new Persistence(profile.buckets());
  }

  /** How many values were taken, missing ones apart. */
  public long seen() {
    return baseline.seen();
  }

  public Profile profile() {
    return profile;
  }

  /** The name of what judges, such as {@code series-1-full}: the same name, the same scores. */
  public String model() {
    return "series-" + MODEL + '-' + profile.id();
  }

  /** Another detector that goes on from here. */
  public SeriesDetector copy() {
    return fromBytes(toBytes());
  }

  /**
   * Takes the next point and says what it is.
   *
   * @param epochMillis its time, milliseconds since 1970 in UTC
   */
  public Assessment update(long epochMillis, double value) {
    if (!Double.isFinite(value)) {
      return Assessment.NONE;
    }
    double bounded = Math.max(-FARTHEST, Math.min(FARTHEST, value));
    Observation point = baseline.observe(epochMillis, bounded);
    boolean learn = point.index() >= FIRST_LEARNED;
    boolean weigh = point.index() >= FIRST_SCORED;
    double sum = 0;
    double strongest = 0;
    int broken = 0;
    Evidence cause = null;
    int loudest = -1;
    float loudestMeasure = 0;
    double loudestUsual = 0;
    for (int i = 0; i < evidences.length; i++) {
      float measure = (float) members.get(i).measure(point);
      if (weigh && heard[i]) {
        double evidence = evidences[i].of(measure);
        if (evidence > 0) {
          sum += evidence;
          broken++;
          if (evidence > strongest) {
            strongest = evidence;
            loudest = i;
            loudestMeasure = measure;
            loudestUsual = evidences[i].usual();
          }
        }
      }
      if (learn) {
        evidences[i].learn(measure);
      }
    }
    double persisting =
        persistence.update(broken, voices, point.index() >= FIRST_PERSISTING, learn);
    baseline.learn(point);
    if (!weigh) {
      return Assessment.NONE;
    }
    double byMembers = WEIGHT_MEMBERS * sum / voices;
    double byPersistence = persistenceHeard ? WEIGHT_PERSISTENCE * persisting : 0;
    double byNovelty = rangeHeard ? WEIGHT_NOVELTY * maturity() * point.novelty() : 0;
    double strength = byMembers + byPersistence + byNovelty;
    float score = (float) Math.min(1, strength);
    boolean first = score > 0 && strengths.allBelow(score);
    strengths.add(score);
    if (strength <= 0) {
      return new Assessment(0, confidence(0), null);
    }
    if (byNovelty > byMembers && byNovelty > byPersistence) {
      cause = evidence(Expectation.RANGE, value, point.novelty(), 0, broken, strength);
    } else if (loudest < 0 || byPersistence > 2 * byMembers) {
      cause =
          evidence(
              Expectation.PERSISTENCE,
              value,
              persistence.share(),
              persistence.usual(),
              broken,
              strength);
    } else {
      cause =
          evidence(
              members.get(loudest).expectation(),
              value,
              loudestMeasure,
              loudestUsual,
              broken,
              strength);
    }
    return new Assessment(first ? score : 0, confidence(broken), cause);
  }

  private Evidence evidence(
      Expectation broken, double value, double measure, double usual, int count, double strength) {
    return new Evidence(broken, value, measure, usual, count, voices, strength);
  }

  private double confidence(int broken) {
    return maturity() * (0.5 + 0.5 * broken / voices);
  }

  /** How much the past is worth, from 0 to 1. */
  private double maturity() {
    return seen() / (seen() + HALF_CONFIDENCE);
  }

  /** The whole state, versioned. */
  public byte[] toBytes() {
    StateWriter out = new StateWriter(8192);
    out.writeByte(FORMAT);
    out.writeByte(profile.code());
    baseline.write(out);
    for (Member member : members) {
      member.write(out);
    }
    for (TailEvidence evidence : evidences) {
      evidence.write(out);
    }
    persistence.write(out);
    strengths.write(out);
    return out.toBytes();
  }

  /**
   * The detector whose state these bytes are.
   *
   * @throws StateFormatException when they are none, or of a format that this version does not know
   */
  public static SeriesDetector fromBytes(byte[] bytes) {
    StateReader in = new StateReader(bytes);
    int format = in.readByte();
    if (format != FORMAT) {
      throw new StateFormatException(
          "state of a detector has the format " + format + "; this version reads 1");
    }
    SeriesDetector detector = new SeriesDetector(profile(in.readByte()));
    detector.baseline.read(in);
    for (Member member : detector.members) {
      member.read(in);
    }
    for (TailEvidence evidence : detector.evidences) {
      evidence.read(in);
    }
    detector.persistence.read(in);
    detector.strengths.read(in);
    in.end();
    return detector;
  }

  private static Profile profile(int code) {
    try {
      return Profile.ofCode(code);
    } catch (IllegalArgumentException e) {
      throw new StateFormatException("state of a detector: " + e.getMessage());
    }
  }
}
