package io.watchlake.app.stack;

/** The names of the processes of a local stack. */
public final class Components {

  public static final String KAFKA = "kafka";
  public static final String SEARCH = "search";
  public static final String JOB_MANAGER = "jobmanager";
  public static final String TASK_MANAGER = "taskmanager";
  public static final String SERVER = "server";
  public static final String NOTIFIER = "notifier";
  public static final String SQL_GATEWAY = "sql-gateway";

  private Components() {}
}
