package dev.countinghouse.adapter.postgres;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Works in any JVM service, and knows ports, not their users. */
@AnalyzeClasses(packages = "dev.countinghouse.adapter.postgres", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule itNeedsPortsAndJdbcOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.sql..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "org.flywaydb..",
                    "dev.countinghouse.adapter.postgres..",
                    "dev.countinghouse.billing.domain..",
                    "dev.countinghouse.billing.ports.driven..",
                    "dev.countinghouse.billing.ports.catalogue..",
                    "dev.countinghouse.billing.ports.standin..")
            .because("the driver is loaded by whoever makes the data source, and adapters do not see the engine");

    @ArchTest
    static final ArchRule onlyTheSchemaKnowsFlyway = noClasses()
            .that()
            .doNotHaveSimpleName("PostgresSchema")
            .and()
            .doNotHaveSimpleName("Migrations")
            .and()
            .doNotHaveSimpleName("Migration")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.flywaydb..");

    @ArchTest
    static final ArchRule nothingIsReflected =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect..");

    @ArchTest
    static final ArchRule packagesHaveNoCycles = slices().matching("dev.countinghouse.adapter.postgres.(**)")
            .should()
            .beFreeOfCycles();
}
