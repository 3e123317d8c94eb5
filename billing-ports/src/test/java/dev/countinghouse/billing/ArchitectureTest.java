package dev.countinghouse.billing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchConditions.be;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noCodeUnits;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the domain and the ports may depend on and call. Each adapter and the app hold their own rules in their own
 * module, where their classes are on the class path; what can be read from source text alone is in {@link SourceTest}
 * for all modules.
 */
@AnalyzeClasses(
        packages = "dev.countinghouse.billing",
        importOptions = {DoNotIncludeTests.class, ArchitectureTest.DoNotIncludeTestJars.class})
class ArchitectureTest {

    /** The domain's tests are on the class path as a jar, which ArchUnit does not take for tests. */
    static final class DoNotIncludeTestJars implements ImportOption {

        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    private static final String DOMAIN = "dev.countinghouse.billing.domain..";
    private static final String PORTS = "dev.countinghouse.billing.ports..";
    private static final String DRIVING = "dev.countinghouse.billing.ports.driving..";
    private static final String DRIVEN = "dev.countinghouse.billing.ports.driven..";
    private static final String ENGINE = "dev.countinghouse.billing.ports.engine..";
    private static final String IN_MEMORY = "dev.countinghouse.billing.ports.inmemory..";
    private static final String STAND_IN = "dev.countinghouse.billing.ports.standin..";

    @ArchTest
    static final ArchRule theDomainUsesTheJdkOnly = classes()
            .that()
            .resideInAPackage(DOMAIN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.crypto..", "org.jspecify..", DOMAIN)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule domainPackagesHaveNoCycles = slices().matching("dev.countinghouse.billing.domain.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule portPackagesHaveNoCycles = slices().matching("dev.countinghouse.billing.ports.(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule portsDoNotSeeTheirImplementations = noClasses()
            .that()
            .resideInAnyPackage(DRIVING, DRIVEN)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, IN_MEMORY, STAND_IN)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule vendorTypesNeverCrossAPort = classes()
            .that()
            .resideInAnyPackage(DRIVING, DRIVEN)
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "org.jspecify..", "dev.countinghouse.billing..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheBuilderWiresTheInMemoryAdapter = noClasses()
            .that(not(resideInAPackage(IN_MEMORY)).and(not(theEngineOrItsBuilder())))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(IN_MEMORY)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingHereKnowsWhatStandsInForTheWorld = noClasses()
            .that(not(resideInAPackage(STAND_IN)))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(STAND_IN)
            .because("the engine must not be able to tell a stand-in from a provider; the app wires it")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheEngineAndItsBuilderArePublic = classes()
            .that(resideInAPackage(ENGINE).and(not(theEngineOrItsBuilder())))
            .and()
            .areTopLevelClasses()
            .should()
            .notBePublic()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule timeAndIdentityAreValuesPassedIn = noClasses()
            .that(resideInAnyPackage(DOMAIN, PORTS))
            .should()
            .accessTargetWhere(target(readsTheClockOrDrawsAnIdentity()))
            .because("a result must not depend on when or where it is computed; keys are UUIDv7 or natural")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule onlyTheBuilderTakesTheSystemClock = noClasses()
            .that(resideInAnyPackage(DOMAIN, PORTS).and(not(theEngineOrItsBuilder())))
            .should()
            .accessTargetWhere(target(takesTheSystemClock()))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noFieldIsABinaryFloat = fields().that()
            .areDeclaredInClassesThat(resideInAnyPackage(DOMAIN, PORTS))
            .should()
            .notHaveRawType(describe("a binary float", ArchitectureTest::isBinaryFloat))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule noSignatureHasABinaryFloat = noCodeUnits()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(DOMAIN, PORTS))
            .should(be(describe(
                    "declared with a binary float",
                    (JavaCodeUnit unit) -> hasBinaryFloat(unit.getRawReturnType(), unit.getRawParameterTypes()))))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule nothingThatReturnsOrTakesABinaryFloatIsCalled = noClasses()
            .that(resideInAnyPackage(DOMAIN, PORTS))
            .should()
            .accessTargetWhere(target(describe(
                    "returns or takes a binary float",
                    (AccessTarget it) -> it instanceof CodeUnitAccessTarget unit
                            && hasBinaryFloat(unit.getRawReturnType(), unit.getRawParameterTypes()))))
            .allowEmptyShould(true);

    private static DescribedPredicate<JavaClass> theEngineOrItsBuilder() {
        return describe("BillingEngine, its builder or what that is told", it -> {
            String name = it.getName();
            String engine = "dev.countinghouse.billing.ports.engine.";
            return Stream.of("BillingEngine", "BillingEngineBuilder", "Wiring")
                    .map(engine::concat)
                    .anyMatch(allowed -> name.equals(allowed) || name.startsWith(allowed + "$"));
        });
    }

    private static DescribedPredicate<AccessTarget> readsTheClockOrDrawsAnIdentity() {
        Set<String> forbidden = Set.of(
                "java.lang.System.currentTimeMillis",
                "java.lang.System.nanoTime",
                "java.lang.Math.random",
                "java.util.UUID.randomUUID");
        return describe("reads the clock or draws an identity", it -> {
            String owner = it.getOwner().getName();
            return forbidden.contains(owner + "." + it.getName())
                    || (owner.startsWith("java.time.") && it.getName().equals("now"));
        });
    }

    private static DescribedPredicate<AccessTarget> takesTheSystemClock() {
        return describe("takes the system's clock", it -> {
            boolean clock = it.getOwner().isEquivalentTo(java.time.InstantSource.class)
                    || it.getOwner().isEquivalentTo(java.time.Clock.class);
            return clock && (it.getName().startsWith("system") || it.getName().startsWith("tick"));
        });
    }

    private static boolean hasBinaryFloat(JavaClass returned, Iterable<JavaClass> parameters) {
        if (isBinaryFloat(returned)) {
            return true;
        }
        for (JavaClass parameter : parameters) {
            if (isBinaryFloat(parameter)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBinaryFloat(JavaClass type) {
        JavaClass base = type.getBaseComponentType();
        return Stream.of(double.class, float.class, Double.class, Float.class).anyMatch(base::isEquivalentTo);
    }
}
