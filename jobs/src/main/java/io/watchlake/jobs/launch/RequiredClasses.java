package io.watchlake.jobs.launch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the job jar leaves to the cluster's {@code lib/}. Checked before the graph is built, so that
 * a cluster without it gets one clear line instead of a class name deep in a stack trace.
 */
public final class RequiredClasses {

  private static final Map<String, String> LAKEHOUSE =
      Map.of(
          "org.apache.iceberg.flink.sink.IcebergSink", "iceberg-flink-runtime",
          "org.apache.hadoop.conf.Configuration", "hadoop-common",
          "org.apache.hadoop.thirdparty.com.google.common.base.Preconditions",
              "hadoop-shaded-guava",
          "com.ctc.wstx.io.InputBootstrapper", "woodstox-core",
          "org.codehaus.stax2.XMLInputFactory2", "stax2-api",
          "org.apache.commons.logging.LogFactory", "commons-logging",
          "org.apache.commons.configuration2.Configuration", "commons-configuration2");

  private static final Map<String, String> RULES =
      Map.of("org.apache.flink.cep.nfa.NFA", "flink-cep");

  private static final Map<String, String> DRIVERS =
      Map.of(
          "jdbc:sqlite:", "org.sqlite.JDBC",
          "jdbc:postgresql:", "org.postgresql.Driver");

  private RequiredClasses() {}

  /**
   * Checks what a job that writes to the lakehouse needs.
   *
   * @param catalogUri JDBC URL of the catalog, which tells the driver
   * @throws IllegalStateException in one line, naming every jar that is missing and what to do
   */
  public static void checkLakehouse(String catalogUri) {
    Map<String, String> wanted = new LinkedHashMap<>(LAKEHOUSE);
    DRIVERS.forEach(
        (prefix, driver) -> {
          if (catalogUri.startsWith(prefix)) {
            wanted.put(driver, "the JDBC driver for " + prefix);
          }
        });
    check(wanted, Thread.currentThread().getContextClassLoader());
  }

  /**
   * Checks what a job that runs rules needs.
   *
   * @throws IllegalStateException in one line, naming every jar that is missing and what to do
   */
  public static void checkRules() {
    check(RULES, Thread.currentThread().getContextClassLoader());
  }

  static void check(Map<String, String> jarsByClass, ClassLoader classes) {
    List<String> missing = new ArrayList<>();
    jarsByClass.forEach(
        (name, jar) -> {
          if (classes.getResource(name.replace('.', '/') + ".class") == null) {
            missing.add(jar);
          }
        });
    if (!missing.isEmpty()) {
      missing.sort(null);
      throw new IllegalStateException(
          "this cluster lacks "
              + String.join(", ", missing)
              + ": copy the jars of flink-lib/ into lib/ of every Flink process, restart them and"
              + " submit again");
    }
  }
}
