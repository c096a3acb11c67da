package io.watchlake.jobs.graph;

import io.watchlake.lakehouse.catalog.CatalogOptions;
import io.watchlake.lakehouse.catalog.Lakehouse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.graph.StreamNode;

/** What tests of job graphs look at. */
public final class Graphs {

  private Graphs() {}

  /** A catalog below {@code home} with all tables. */
  public static CatalogOptions catalog(Path home) {
    CatalogOptions options = CatalogOptions.local(home);
    try (Lakehouse lakehouse = Lakehouse.open(options)) {
      lakehouse.ensureTables();
    }
    return options;
  }

  /** The least arguments of a job that archives telemetry, and more; nobody is at its Kafka. */
  public static String[] arguments(CatalogOptions catalog, String... more) {
    return arguments("localhost:9092", catalog, more);
  }

  /** The least arguments of a job that archives telemetry, and more. */
  public static String[] arguments(String kafka, CatalogOptions catalog, String... more) {
    List<String> arguments = new ArrayList<>(List.of("--kafka", kafka));
    arguments.addAll(
        List.of("--catalog-uri", catalog.catalogUri(), "--warehouse", catalog.warehouse()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }

  /**
   * The uids of all operators, those inside connectors among them, in alphabetical order.
   *
   * @throws RuntimeException if an operator has none, or a type would fall to Kryo
   */
  public static List<String> uids(StreamExecutionEnvironment env) {
    if (env.getConfiguration().get(PipelineOptions.GENERIC_TYPES)
        || env.getConfiguration().get(PipelineOptions.AUTO_GENERATE_UIDS)) {
      throw new AssertionError("the environment allows generic types or generated uids");
    }
    StreamGraph graph = env.getStreamGraph(false);
    // Throws for an operator without a uid.
    JobGraph jobGraph = graph.getJobGraph();
    if (jobGraph.getNumberOfVertices() == 0) {
      throw new AssertionError("the job is empty");
    }
    return graph.getStreamNodes().stream().map(StreamNode::getTransformationUID).sorted().toList();
  }
}
