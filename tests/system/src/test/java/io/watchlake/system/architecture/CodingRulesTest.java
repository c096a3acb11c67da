package io.watchlake.system.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.watchlake.system.architecture.MainClasses.check;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.watchlake.system.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** What code of this project does not do. */
class CodingRulesTest {

  @Test
  void loggingGoesThroughSlf4j() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging.."));
  }

  @Test
  void onlyTheCommandLineWritesToStandardOutput() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages("..cli..")
            .should()
            .accessField(System.class, "out"));
  }

  @Test
  void noStackTracesOnTheConsole() {
    check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
  }

  @Test
  void noJavaSerialisation() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectInputStream")
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.io.ObjectOutputStream"));
  }

  /** In the source: javac compiles a switch over an enum to a table look-up by ordinal. */
  @Test
  void enumsAreStoredByCodeNeverByOrdinal() throws IOException {
    List<Path> sources = Project.mainSources();
    assertThat(sources).isNotEmpty();
    for (Path source : sources) {
      assertThat(Files.readString(source)).as("%s", source).doesNotContain("ordinal()");
    }
  }

  @Test
  void everyPackageSaysWhatItIsAndIsNullMarked() {
    check(classes().should(resideInANullMarkedPackage()));
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a package whose package-info is @NullMarked") {
      @Override
      public void check(JavaClass item, ConditionEvents events) {
        boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(
                item,
                marked,
                item.getName() + (marked ? " is" : " is not") + " in such a package"));
      }
    };
  }

  @Test
  void testsWaitForConditionsAndNeverSleep() throws IOException {
    noClasses().should().callMethod(Thread.class, "sleep", long.class).check(testClasses());
  }

  @Test
  void noTestIsSwitchedOff() throws IOException {
    JavaClasses tests = testClasses();
    noClasses().should().beAnnotatedWith(Disabled.class).check(tests);
    classes()
        .should(
            not(
                new ArchCondition<JavaClass>("have a method that is @Disabled") {
                  @Override
                  public void check(JavaClass item, ConditionEvents events) {
                    item.getMethods().stream()
                        .filter(method -> method.isAnnotatedWith(Disabled.class))
                        .forEach(
                            method ->
                                events.add(
                                    SimpleConditionEvent.satisfied(item, method.getFullName())));
                  }
                }))
        .check(tests);
  }

  private static JavaClasses testClasses() throws IOException {
    return new ClassFileImporter().importPaths(Project.testClassFolders());
  }
}
