package io.watchlake.system.architecture;

import static com.tngtech.archunit.lang.conditions.ArchConditions.not;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.watchlake.system.Project;
import java.io.IOException;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/** What code of this project does not do. */
@AnalyzeClasses(packages = "io.watchlake", importOptions = DoNotIncludeTests.class)
class CodingRulesTest {

  @ArchTest
  static final ArchRule loggingGoesThroughSlf4j =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.util.logging..", "org.apache.commons.logging..");

  @ArchTest
  static final ArchRule onlyTheCommandLineWritesToStandardOutput =
      noClasses()
          .that()
          .resideOutsideOfPackages("..cli..")
          .should()
          .accessField(System.class, "out");

  @ArchTest
  static final ArchRule noStackTracesOnTheConsole =
      noClasses().should().callMethod(Throwable.class, "printStackTrace");

  @ArchTest
  static final ArchRule noJavaSerialisation =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream");

  @ArchTest
  static final ArchRule enumsAreStoredByCodeNeverByOrdinal =
      noClasses()
          .should()
          .callMethodWhere(
              new DescribedPredicate<JavaMethodCall>("Enum.ordinal() is called") {
                @Override
                public boolean test(JavaMethodCall call) {
                  return call.getName().equals("ordinal")
                      && call.getTargetOwner().isAssignableTo(Enum.class)
                      && !belongsToSwitch(call);
                }
              });

  @ArchTest
  static final ArchRule everyPackageSaysWhatItIsAndIsNullMarked =
      classes().should(resideInANullMarkedPackage());

  /** javac compiles a switch over an enum to a table look-up by ordinal, on the switch's line. */
  private static boolean belongsToSwitch(JavaMethodCall call) {
    return call.getOriginOwner().getFields().stream()
            .anyMatch(field -> field.getName().startsWith("$SwitchMap$"))
        || call.getOrigin().getFieldAccesses().stream()
            .anyMatch(
                access ->
                    access.getName().startsWith("$SwitchMap$")
                        && access.getLineNumber() == call.getLineNumber());
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
