package io.watchlake.jobs.delivery.calc;

import io.watchlake.model.delivery.ServiceMap;
import java.io.Serializable;

/**
 * On what terms figures are worked out.
 *
 * @param definition what is meant by them
 * @param services whose a change of a repository of many services is
 */
public record Terms(Definition definition, ServiceMap services) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** The standard definition, and nothing mapped. */
  public static final Terms STANDARD = new Terms(Definition.STANDARD, ServiceMap.NONE);
}
