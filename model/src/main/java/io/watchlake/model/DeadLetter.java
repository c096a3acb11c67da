package io.watchlake.model;

/**
 * A record that could not become a row: nothing is lost, and the reason is told.
 *
 * @param origin the record; {@link Origin#WHOLE_MESSAGE} where the message as a whole is at fault
 * @param timeline the timeline's name
 * @param arrivalMillis when the message arrived, milliseconds since the epoch
 * @param reason what kind of fault
 * @param detail the fault in words, without contents of the record (they may be personal data)
 * @param length full length of the record's bytes
 * @param sha256 lower-case hex SHA-256 of the record's full bytes
 * @param bytes the first {@link #MAX_BYTES} bytes of the record; they go to the topic alone
 */
@SuppressWarnings("ArrayRecordComponent") // a value passed on, never compared
public record DeadLetter(
    Origin origin,
    String timeline,
    long arrivalMillis,
    Reason reason,
    String detail,
    int length,
    String sha256,
    byte[] bytes) {

  /** How many bytes of a dead letter are kept. */
  public static final int MAX_BYTES = 256 * 1024;

  /** What kind of fault; the code is what is stored. */
  public enum Reason {
    EMPTY("empty"),
    UNDECODABLE("undecodable"),
    NO_RECORDS("no_records"),
    INVALID_ID("invalid_id"),
    TIME_MISSING("time_missing"),
    TIME_TOO_OLD("time_too_old"),
    TIME_IN_FUTURE("time_in_future"),
    TIME_NOT_SANE("time_not_sane"),
    TOO_LARGE("too_large"),
    INVALID_VALUE("invalid_value"),
    SERIES_COLLISION("series_collision"),
    /** A system it was exported to did not take it and never will. */
    REFUSED("refused"),
    /** It was to be told to somebody who did not take it, however often it was tried. */
    UNDELIVERED("undelivered");

    private final String code;

    Reason(String code) {
      this.code = code;
    }

    /** The stable name that is stored and counted by. */
    public String code() {
      return code;
    }

    /**
     * The reason of a stored code.
     *
     * @throws IllegalArgumentException for an unknown code
     */
    public static Reason ofCode(String code) {
      for (Reason reason : values()) {
        if (reason.code.equals(code)) {
          return reason;
        }
      }
      throw new IllegalArgumentException("unknown dead letter reason '" + code + "'");
    }
  }
}
