package io.watchlake.app.stack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Flink's TaskManager: all slots of the local stack. */
final class TaskManagerSpec implements PartSpec {

  /**
   * The second compiler takes code that is called six times as often as it usually would: a third
   * less work until the process is ready, and what is hot is still compiled within seconds.
   */
  private static final List<String> COMPILE_HOT_CODE_ONLY =
      List.of(
          "-XX:Tier4InvocationThreshold=30000",
          "-XX:Tier4MinInvocationThreshold=3600",
          "-XX:Tier4CompileThreshold=90000",
          "-XX:Tier4BackEdgeThreshold=240000");

  /**
   * The second compiler puts callees into their callers only where both stay small: what it takes
   * for a method grows faster than the method does. Half of its work, and the code is as fast.
   */
  private static final List<String> COMPILE_SMALL_UNITS =
      List.of("-XX:FreqInlineSize=100", "-XX:InlineSmallCode=1200");

  /**
   * The heap is looked through for what has died only when two thirds of it are full, and not when
   * the JVM thinks so: most of it is state, which lives, and each look costs seconds.
   */
  private static final List<String> LOOK_THROUGH_LATE =
      List.of("-XX:-G1UseAdaptiveIHOP", "-XX:InitiatingHeapOccupancyPercent=65");

  private final Site site;
  private final FlinkRest flink;

  TaskManagerSpec(Site site, FlinkRest flink) {
    this.site = site;
    this.flink = flink;
  }

  @Override
  public String name() {
    return Components.TASK_MANAGER;
  }

  @Override
  public String address() {
    return "of " + site.settings().flinkUrl();
  }

  @Override
  public void prepare() throws IOException {
    FlinkConf.write(site);
  }

  @Override
  public List<String> command(int launch) {
    TaskManagerMemory memory = TaskManagerMemory.of(site.memory().taskManager());
    List<String> arguments =
        new ArrayList<>(List.of("--configDir", site.home().flinkConf().toString()));
    for (Map.Entry<String, String> setting : memory.settings().entrySet()) {
      arguments.add("-D");
      arguments.add(setting.getKey() + "=" + setting.getValue());
    }
    arguments.add("-D");
    arguments.add("taskmanager.resource-id=" + resourceId(launch));
    return java(site, name(), "org.apache.flink.runtime.taskexecutor.TaskManagerRunner")
        .arguments(arguments)
        .detached();
  }

  /** A java command with the TaskManager's class path and JVM options. */
  static JavaCommand java(Site site, String component, String main) {
    return FlinkConf.java(site, component, main)
        .jvm(TaskManagerMemory.of(site.memory().taskManager()).jvm())
        .jvm(COMPILE_HOT_CODE_ONLY)
        .jvm(COMPILE_SMALL_UNITS)
        .jvm(LOOK_THROUGH_LATE);
  }

  /**
   * Healthy is to be registered with the JobManager. A JobManager that is away says nothing about
   * the TaskManager, and one that just lost sight of a killed TaskManager may still list it: so
   * every launch has an id of its own.
   */
  @Override
  public boolean healthy(int launch, boolean starting) {
    try {
      String id = resourceId(launch);
      return flink.taskManagers().stream().anyMatch(registered -> registered.id().equals(id));
    } catch (IOException jobManagerAway) {
      return !starting;
    }
  }

  private static String resourceId(int launch) {
    return "local-" + ProcessHandle.current().pid() + "-" + launch;
  }
}
