package io.watchlake.system.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The classes of all modules, without tests. Rules are checked in plain tests: Surefire runs those
 * of ArchUnit's own engine without counting them, and none could fail the build.
 */
final class MainClasses {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.watchlake");

  private MainClasses() {}

  /** Fails where a class breaks the rule. */
  static void check(ArchRule rule) {
    rule.check(CLASSES);
  }
}
