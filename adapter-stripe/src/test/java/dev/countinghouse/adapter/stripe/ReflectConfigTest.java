package dev.countinghouse.adapter.stripe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.stripe.exception.TemporarySessionExpiredException.TemporarySessionExpiredError;
import com.stripe.model.ExpandableField;
import com.stripe.model.StripeCollection;
import com.stripe.model.StripeError;
import com.stripe.model.StripeSearchResult;
import com.stripe.v2.EmptyStripeObject;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A native image knows of a class's fields only what it is told, and Stripe's client reads and writes JSON by them: silently
 * without those it does not know. What our code uses of its models and parameters, and what these are made of, has to be in
 * the configuration. The test writes what it should be into {@code target/reflect-config.json}.
 */
class ReflectConfigTest {

    private static final String FILE = "/META-INF/native-image/dev.countinghouse/adapter-stripe/reflect-config.json";

    /** What answers come wrapped in, and what they are if they are none: Stripe's client names these itself. */
    private static final List<Class<?>> ALWAYS = List.of(
            StripeCollection.class,
            StripeSearchResult.class,
            StripeError.class,
            EmptyStripeObject.class,
            TemporarySessionExpiredError.class);

    private static final Pattern TOP_LEVEL = Pattern.compile(".*com/stripe/model/(?!v2/)[^$]*\\.class");

    /** In place of an interface: the classes that Stripe's client picks one of. */
    private static final JavaClasses MODELS = new ClassFileImporter()
            .withImportOption(location -> location.matches(TOP_LEVEL))
            .importPackages("com.stripe.model");

    @Test
    void allThatIsReadAndWrittenByReflectionIsToldToANativeImage() throws IOException {
        SortedSet<String> wanted = new TreeSet<>();
        Deque<Class<?>> open = new ArrayDeque<>(ALWAYS);
        open.addAll(used());
        while (!open.isEmpty()) {
            Class<?> next = open.pop();
            if (isTold(next) && wanted.add(next.getName())) {
                open.addAll(madeOf(next));
            }
        }
        Files.writeString(Path.of("target", "reflect-config.json"), config(wanted));

        assertThat(wanted).contains("com.stripe.model.PaymentIntent$NextAction$RedirectToUrl");
        assertThat(told()).isEqualTo(wanted);
    }

    private static List<Class<?>> used() {
        return new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("dev.countinghouse.adapter.stripe")
                        .stream()
                        .flatMap(ours -> ours.getDirectDependenciesFromSelf().stream())
                        .map(Dependency::getTargetClass)
                        .filter(JavaClass::isTopLevelClass)
                        .<Class<?>>map(JavaClass::reflect)
                        .filter(type -> isTold(type) && !type.isInterface())
                        .distinct()
                        .collect(Collectors.toList());
    }

    private static boolean isTold(Class<?> type) {
        return !type.getSimpleName().endsWith("Builder")
                && (ALWAYS.contains(type)
                        || type.getName().startsWith("com.stripe.model.")
                        || type.getName().startsWith("com.stripe.param."));
    }

    private static List<Class<?>> madeOf(Class<?> type) {
        List<Class<?>> parts = new ArrayList<>();
        if (type.isInterface()) {
            MODELS.stream()
                    .filter(model -> model.isAssignableTo(type) && !model.isInterface())
                    .filter(model -> model.isTopLevelClass())
                    .forEach(model -> parts.add(model.reflect()));
            return parts;
        }
        for (Field field : type.getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                collect(field.getGenericType(), parts);
            }
        }
        if (type.getGenericSuperclass() != null) {
            collect(type.getGenericSuperclass(), parts);
        }
        return parts;
    }

    private static void collect(Type type, List<Class<?>> parts) {
        if (type instanceof Class<?> plain) {
            parts.add(plain.isArray() ? plain.getComponentType() : plain);
        } else if (type instanceof ParameterizedType generic) {
            collect(generic.getRawType(), parts);
            // what can be expanded is an id, unless our code asks for more, and uses it then
            if (generic.getRawType() != ExpandableField.class) {
                for (Type argument : generic.getActualTypeArguments()) {
                    collect(argument, parts);
                }
            }
        }
    }

    private static SortedSet<String> told() throws IOException {
        SortedSet<String> told = new TreeSet<>();
        try (InputStream file = ReflectConfigTest.class.getResourceAsStream(FILE)) {
            for (JsonNode each : new ObjectMapper().readTree(file)) {
                assertThat(each.path("allDeclaredFields").asBoolean()).isTrue();
                assertThat(each.path("allDeclaredConstructors").asBoolean()).isTrue();
                told.add(each.path("name").asText());
            }
        }
        return told;
    }

    private static String config(SortedSet<String> names) {
        return names.stream()
                .map(name -> "  {\"name\": \"" + name
                        + "\", \"allDeclaredFields\": true, \"allDeclaredConstructors\": true}")
                .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
    }
}
