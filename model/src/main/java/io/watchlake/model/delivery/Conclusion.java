package io.watchlake.model.delivery;

/** What is concluded from events about one change, deployment or incident. */
public sealed interface Conclusion permits Change, Deployment, Incident, Verdict {

  String service();

  /** What it is about; unique within the service and the kind of conclusion. */
  String about();
}
