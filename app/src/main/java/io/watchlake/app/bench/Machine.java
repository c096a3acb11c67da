package io.watchlake.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What was measured on. */
final class Machine {

  private Machine() {}

  /** Processor, cores, memory, Java and system. */
  static Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("processor", firstValue("/proc/cpuinfo", "model name"));
    versions.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
    versions.put("memory", firstValue("/proc/meminfo", "MemTotal"));
    versions.put("java", System.getProperty("java.vm.version"));
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    return versions;
  }

  private static String firstValue(String file, String name) {
    try {
      return Files.readAllLines(Path.of(file)).stream()
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
