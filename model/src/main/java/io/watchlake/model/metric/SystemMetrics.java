package io.watchlake.model.metric;

import static io.watchlake.model.metric.Senders.BLACKBOX_EXPORTER;
import static io.watchlake.model.metric.Senders.HOST_METRICS;
import static io.watchlake.model.metric.Senders.JAVA_AGENT;
import static io.watchlake.model.metric.Senders.NODE_EXPORTER;

import java.util.List;

/** What is known of machines: processor, memory, disks, network. */
final class SystemMetrics {

  private static final String AREA = "system";

  /** File systems that take no room on a disk. */
  private static final String DISKS = "{fstype!~\"tmpfs|ramfs|squashfs|overlay|iso9660|fuse.*\"}";

  private static final String CARDS = "{device!=\"lo\"}";

  private SystemMetrics() {}

  static List<CatalogueMetric> all() {
    return List.of(
        metric(
                "cpu",
                "cpu_utilization_percentage",
                "%",
                "Share of processor time that was not idle, over all cores of a machine.")
            .alias("cpu_usage", "cpu.utilization_percentage")
            .computed(
                NODE_EXPORTER,
                "100 * (1 - sum by (service, instance)"
                    + " (rate(node_cpu_seconds_total{mode=\"idle\"}[1m]))"
                    + " / sum by (service, instance) (rate(node_cpu_seconds_total[1m])))")
            .computed(
                HOST_METRICS,
                "100 * (1 - sum by (service, instance) (rate(system.cpu.time{state=\"idle\"}[1m]))"
                    + " / sum by (service, instance) (rate(system.cpu.time[1m])))")
            .build(),
        metric(
                "cpu",
                "cpu_load_average",
                "1",
                "Processes that ran or waited to run, averaged by the kernel over a minute.")
            .alias("load_average", "cpu.load_average")
            .computed(NODE_EXPORTER, "avg by (service, instance) (node_load1)")
            .computed(HOST_METRICS, "avg by (service, instance) (system.cpu.load_average.1m)")
            .build(),
        metric("cpu", "cpu_core_count", "{core}", "Logical processor cores.")
            .alias("core_count", "cpu.core_count")
            .computed(
                NODE_EXPORTER,
                "count by (service, instance) (node_cpu_seconds_total{mode=\"idle\"})")
            .computed(JAVA_AGENT, "max by (service, instance) (jvm.cpu.count)")
            .build(),
        metric(
                "cpu",
                "process_cpu_utilization_percentage",
                "%",
                "Share of a machine's processor time that one process used.")
            .computed(
                JAVA_AGENT,
                "100 * avg by (service, instance) (avg_over_time(jvm.cpu.recent_utilization[1m]))")
            .build(),
        metric(
                "memory",
                "memory_utilization_percentage",
                "%",
                "Share of a machine's memory that programs could not have for the asking.")
            .alias("memory_usage", "memory.utilization_percentage")
            .computed(
                NODE_EXPORTER,
                "100 * (1 - sum by (service, instance) (node_memory_MemAvailable_bytes)"
                    + " / sum by (service, instance) (node_memory_MemTotal_bytes))")
            .computed(
                HOST_METRICS,
                "100 * sum by (service, instance) (system.memory.usage{state=\"used\"})"
                    + " / sum by (service, instance) (system.memory.usage)")
            .build(),
        metric(
                "memory",
                "memory_available_bytes",
                "By",
                "Memory that programs can have without swapping.")
            .alias("available_bytes", "memory.available_bytes")
            .computed(NODE_EXPORTER, "sum by (service, instance) (node_memory_MemAvailable_bytes)")
            .build(),
        metric(
                "memory",
                "memory_cache_hit_ratio",
                "1",
                "Share of page faults that memory answered without reading from a disk.")
            .alias("cache_hit_ratio", "memory.cache_hit_ratio")
            .computed(
                NODE_EXPORTER,
                // Untyped, so it arrives as a gauge: what it grew by is read off its ends.
                "1 - (sum by (service, instance) (max_over_time(node_vmstat_pgmajfault[1m]))"
                    + " - sum by (service, instance) (min_over_time(node_vmstat_pgmajfault[1m])))"
                    + " / (sum by (service, instance) (max_over_time(node_vmstat_pgfault[1m]))"
                    + " - sum by (service, instance) (min_over_time(node_vmstat_pgfault[1m])))")
            .build(),
        metric(
                "memory",
                "heap_utilization_percentage",
                "%",
                "Share of its largest heap that a Java process used.")
            .computed(
                JAVA_AGENT,
                "100 * sum by (service, instance) (jvm.memory.used{jvm.memory.type=\"heap\"})"
                    + " / sum by (service, instance) (jvm.memory.limit{jvm.memory.type=\"heap\"})")
            .build(),
        metric(
                "disk",
                "disk_utilization_percentage",
                "%",
                "Share of a file system's room that is taken or kept for the administrator.")
            .alias("disk_usage", "disk.utilization_percentage")
            .computed(
                NODE_EXPORTER,
                "100 * (1 - sum by (service, instance, mountpoint) (node_filesystem_avail_bytes"
                    + DISKS
                    + ") / sum by (service, instance, mountpoint) (node_filesystem_size_bytes"
                    + DISKS
                    + "))")
            .computed(
                HOST_METRICS,
                "100 * sum by (service, instance, mountpoint)"
                    + " (system.filesystem.usage{state!=\"free\"})"
                    + " / sum by (service, instance, mountpoint) (system.filesystem.usage)")
            .build(),
        metric("disk", "disk_iops", "{operation}/s", "Reads and writes of a disk that were done.")
            .alias("iops", "disk.iops")
            .computed(
                NODE_EXPORTER,
                "sum by (service, instance, device) (rate(node_disk_reads_completed_total[1m]))"
                    + " + sum by (service, instance, device)"
                    + " (rate(node_disk_writes_completed_total[1m]))")
            .computed(
                HOST_METRICS,
                "sum by (service, instance, device) (rate(system.disk.operations[1m]))")
            .build(),
        metric(
                "disk",
                "disk_throughput_mbps",
                "MBy/s",
                "Megabytes (of 1,000,000 bytes) a second that a disk read and wrote.")
            .alias("throughput_mbps", "disk.throughput_mbps")
            .computed(
                NODE_EXPORTER,
                "(sum by (service, instance, device) (rate(node_disk_read_bytes_total[1m]))"
                    + " + sum by (service, instance, device)"
                    + " (rate(node_disk_written_bytes_total[1m]))) / 1e6")
            .computed(
                HOST_METRICS, "sum by (service, instance, device) (rate(system.disk.io[1m])) / 1e6")
            .build(),
        metric(
                "network",
                "network_bandwidth_utilization",
                "1",
                "Share of a network card's speed in use, both directions taken together. Cards that"
                    + " do not say their speed have no value.")
            .alias("bandwidth_utilization", "network.bandwidth_utilization")
            .computed(
                NODE_EXPORTER,
                "(sum by (service, instance, device) (rate(node_network_receive_bytes_total"
                    + CARDS
                    + "[1m])) + sum by (service, instance, device)"
                    + " (rate(node_network_transmit_bytes_total"
                    + CARDS
                    + "[1m]))) / (2 * (sum by (service, instance, device)"
                    + " (node_network_speed_bytes"
                    + CARDS
                    + ") > 0))")
            .build(),
        metric(
                "network",
                "network_packet_loss_rate",
                "1",
                "Share of packets that a machine dropped. What is lost on the way it does not see.")
            .alias("packet_loss_rate", "network.packet_loss_rate")
            .computed(
                NODE_EXPORTER,
                lossRate(
                    "node_network_receive_drop_total" + CARDS,
                    "node_network_transmit_drop_total" + CARDS,
                    "node_network_receive_packets_total" + CARDS,
                    "node_network_transmit_packets_total" + CARDS))
            .computed(
                HOST_METRICS,
                "sum by (service, instance, device) (rate(system.network.dropped[1m]))"
                    + " / sum by (service, instance, device) (rate(system.network.packets[1m]))")
            .build(),
        metric(
                "network",
                "network_latency_ms",
                "ms",
                "Mean time to an answer over the network. From HTTP clients, the time the other side"
                    + " works is in it.")
            .alias("latency_ms", "network.latency_ms")
            .computed(
                BLACKBOX_EXPORTER,
                "1000 * avg by (service, instance)"
                    + " (avg_over_time(probe_icmp_duration_seconds{phase=\"rtt\"}[1m]))")
            .computed(
                JAVA_AGENT,
                "1000 * histogram_avg(sum by (service, server.address)"
                    + " (rate(http.client.request.duration[1m])))")
            .build());
  }

  /** Dropped by passed, with both directions in either. */
  private static String lossRate(String lostIn, String lostOut, String in, String out) {
    return "(" + both(lostIn, lostOut) + ") / (" + both(in, out) + ")";
  }

  private static String both(String one, String other) {
    String sum = "sum by (service, instance, device) (rate(";
    return sum + one + "[1m])) + " + sum + other + "[1m]))";
  }

  private static MetricBuilder metric(String group, String name, String unit, String meaning) {
    return new MetricBuilder(AREA, group, name, unit, meaning);
  }
}
