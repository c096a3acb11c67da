package io.watchlake.app.replay;

/** A request that could not be delivered; the message names its place and what is known of it. */
final class SendException extends Exception {

  private static final long serialVersionUID = 1L;

  private final boolean badInput;
  private final String problem;

  private SendException(boolean badInput, String problem) {
    super(problem);
    this.badInput = badInput;
    this.problem = problem;
  }

  /** Ingest refused the request for what it holds. */
  static SendException refused(Line line, String why) {
    return new SendException(true, line.place() + ": refused: " + why);
  }

  /** Ingest took nothing of it, for longer than this command waits. */
  static SendException notTaken(Line line, String why) {
    return new SendException(false, line.place() + ": not sent: " + why);
  }

  /** The request may have arrived or not. */
  static SendException unknown(Line line, String why) {
    return new SendException(
        false,
        line.place()
            + ": whether this request arrived is not known, so it is not sent again: "
            + why);
  }

  boolean badInput() {
    return badInput;
  }

  String problem() {
    return problem;
  }
}
