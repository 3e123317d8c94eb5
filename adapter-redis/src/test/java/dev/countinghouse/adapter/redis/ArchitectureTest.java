package dev.countinghouse.adapter.redis;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Works in any JVM service, and knows ports, not their users. */
@AnalyzeClasses(packages = "dev.countinghouse.adapter.redis", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule itNeedsPortsAndTheClientOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "io.vertx.core..",
                    "io.vertx.redis.client",
                    "dev.countinghouse.adapter.redis..",
                    "dev.countinghouse.billing.domain..",
                    "dev.countinghouse.billing.ports.driven..")
            .because("who makes the client may be Quarkus or not, and adapters do not see the engine");

    @ArchTest
    static final ArchRule nothingIsReflected =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect..");
}
