package io.watchlake.app.status;

/** Something that knows what the stack is doing. */
public interface StatusSource {

  /** The status of the stack, no older than a few seconds; never blocks longer than that either. */
  StackStatus status();
}
