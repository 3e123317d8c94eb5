package dev.countinghouse.adapter.stripe;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Works in any JVM service, and shows nobody a type of Stripe's. */
@AnalyzeClasses(packages = "dev.countinghouse.adapter.stripe", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule itNeedsPortsAndStripesClientOnly = classes()
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    "java..",
                    "javax.crypto..",
                    "org.jspecify..",
                    "com.fasterxml.jackson..",
                    "com.stripe..",
                    "dev.countinghouse.adapter.stripe..",
                    "dev.countinghouse.billing.domain..",
                    "dev.countinghouse.billing.ports.driven..",
                    "dev.countinghouse.billing.ports.gathering..");

    @ArchTest
    static final ArchRule nobodySeesItsTypes = com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .should()
            .notHaveRawReturnType(JavaClass.Predicates.resideInAPackage("com.stripe.."))
            .andShould()
            .notHaveRawParameterTypes(
                    com.tngtech.archunit.base.DescribedPredicate.describe("types of Stripe's", types -> types.stream()
                            .anyMatch(type -> type.getPackageName().startsWith("com.stripe"))));

    @ArchTest
    static final ArchRule nothingIsReflected =
            noClasses().should().dependOnClassesThat().resideInAPackage("java.lang.reflect..");
}
