package io.watchlake.system.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static io.watchlake.system.architecture.MainClasses.check;

import org.junit.jupiter.api.Test;

/** Which module may see which, and how much of Flink, Kafka and Iceberg each may see. */
class ModuleEdgesTest {

  /**
   * Flink's interface of a sink has as many committers as writers. That of a table has one, so it
   * is an operator that writes and a sink behind it that commits.
   */
  private static final String SINK_OF_TABLES =
      "io\\.watchlake\\.lakehouse\\.flink\\.(LakehouseSinks|WriteFiles|CommitFiles)(\\$.*)?";

  private static final String MODEL = "io.watchlake.model..";
  private static final String CONNECTORS = "io.watchlake.connectors..";
  private static final String LAKEHOUSE = "io.watchlake.lakehouse..";
  private static final String RULES = "io.watchlake.rules..";
  private static final String ALERTING = "io.watchlake.alerting..";
  private static final String ML = "io.watchlake.ml..";
  private static final String JOBS = "io.watchlake.jobs..";
  private static final String APP = "io.watchlake.app..";
  private static final String EMBEDDED = "io.watchlake.embedded..";
  private static final String TESTKIT = "io.watchlake.testkit..";

  private static final String[] PURE_STAGES = {
    "io.watchlake.jobs.stage.decode..",
    "io.watchlake.jobs.stage.redact..",
    "io.watchlake.jobs.stage.enrich..",
    "io.watchlake.jobs.stage.compute.."
  };

  @Test
  void modulesSeeOnlyWhatTheBlueprintAllows() {
    check(
        layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("model")
            .definedBy(MODEL)
            .layer("connectors")
            .definedBy(CONNECTORS)
            .layer("lakehouse")
            .definedBy(LAKEHOUSE)
            .layer("cep-rules")
            .definedBy(RULES, ALERTING)
            .layer("ml")
            .definedBy(ML)
            .layer("jobs")
            .definedBy(JOBS)
            .layer("app")
            .definedBy(APP)
            .layer("embedded")
            .definedBy(EMBEDDED)
            .layer("testkit")
            .definedBy(TESTKIT)
            .whereLayer("model")
            .mayNotAccessAnyLayer()
            .whereLayer("connectors")
            .mayOnlyAccessLayers("model")
            .whereLayer("lakehouse")
            .mayOnlyAccessLayers("model")
            .whereLayer("cep-rules")
            .mayOnlyAccessLayers("model")
            .whereLayer("ml")
            .mayOnlyAccessLayers("model")
            .whereLayer("jobs")
            .mayOnlyAccessLayers("model", "connectors", "lakehouse", "cep-rules", "ml")
            .whereLayer("app")
            .mayOnlyAccessLayers("model", "connectors", "lakehouse", "cep-rules", "ml", "jobs")
            .whereLayer("embedded")
            .mayNotAccessAnyLayer()
            .whereLayer("testkit")
            .mayOnlyAccessLayers("model"));
  }

  @Test
  void everyClassBelongsToAModule() {
    check(
        classes()
            .should()
            .resideInAnyPackage(
                MODEL, CONNECTORS, LAKEHOUSE, RULES, ALERTING, ML, JOBS, APP, EMBEDDED, TESTKIT));
  }

  @Test
  void nothingSeesTheOptionalSmileMembers() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackage("io.watchlake.ml.smile..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.watchlake.ml.smile..", "smile.."));
  }

  @Test
  void vocabularyDetectorsAndAlertingKnowNoFlink() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(MODEL, ML, ALERTING, "io.watchlake.rules.alerting..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.flink..")
            .allowEmptyShould(true));
  }

  @Test
  void connectorsAndLakehouseSeeFlinksEndsOnly() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(CONNECTORS, LAKEHOUSE)
            .and()
            .haveNameNotMatching(SINK_OF_TABLES)
            .should()
            .dependOnClassesThat(
                resideInAPackage("org.apache.flink..")
                    .and(
                        resideOutsideOfPackages(
                            "org.apache.flink.api.connector..",
                            "org.apache.flink.api.common.typeinfo..",
                            "org.apache.flink.api.common.serialization..",
                            "org.apache.flink.core.io..",
                            "org.apache.flink.streaming.api.connector.sink2..",
                            "org.apache.flink.streaming.api.datastream..",
                            "org.apache.flink.table..",
                            "org.apache.flink.types.."))
                    // A sink's context tells with it which of the writers this one is.
                    .and(not(name("org.apache.flink.api.common.TaskInfo"))))
            .as(
                "connectors and lakehouse should see only Flink's source, sink and table interfaces")
            .allowEmptyShould(true));
  }

  @Test
  void codecsArePure() {
    check(
        noClasses()
            .that()
            .resideInAPackage("io.watchlake.connectors..codec..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.watchlake.connectors..client..",
                "org.apache.kafka..",
                "java.net.http..",
                "java.nio.channels..")
            .allowEmptyShould(true));
  }

  @Test
  void stagesSeeNoClientNoKafkaNoIceberg() {
    check(
        noClasses()
            .that()
            .resideInAnyPackage(PURE_STAGES)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "io.watchlake.connectors..client..",
                "io.watchlake.lakehouse.catalog..",
                "org.apache.kafka..",
                "org.apache.flink.connector..",
                "org.apache.iceberg..",
                "java.net.http..")
            .allowEmptyShould(true));
  }

  @Test
  void topologiesMakeNoSourcesAndNoSinks() {
    check(
        noClasses()
            .that(
                resideInAPackage(JOBS)
                    .and(
                        resideOutsideOfPackages(
                            "io.watchlake.jobs.stage.source..", "io.watchlake.jobs.stage.sink..")))
            .and()
            .haveSimpleNameNotEndingWith("Main")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.apache.flink.connector.kafka..",
                "org.apache.flink.connector.elasticsearch..",
                "org.apache.iceberg.flink.sink..",
                "org.apache.iceberg.flink.source..",
                "io.watchlake.jobs.stage.source..",
                "io.watchlake.jobs.stage.sink..")
            .as("in jobs, Main alone should make sources and sinks")
            .allowEmptyShould(true));
  }

  @Test
  void noPackageCycles() {
    check(
        slices()
            .matching("io.watchlake.(**)")
            .should()
            .beFreeOfCycles()
            .ignoreDependency(resideInAPackage("io.watchlake.generated.."), alwaysTrue()));
  }
}
