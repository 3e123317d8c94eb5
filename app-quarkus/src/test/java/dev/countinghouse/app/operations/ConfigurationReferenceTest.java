package dev.countinghouse.app.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.app.config.Settings;
import io.smallrye.config.WithDefault;
import java.io.IOException;
import java.io.StringReader;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/configuration.md lists every setting there is, as it is. */
class ConfigurationReferenceTest {

    private static final Pattern ROW = Pattern.compile(
            "^\\| `(countinghouse\\.[^`]+)` \\| ([^|]+) \\| ([^|]+) \\| .{10,} \\|$", Pattern.MULTILINE);

    @Test
    void theReferenceIsComplete() throws IOException {
        SortedMap<String, String> documented = new TreeMap<>();
        Matcher rows = ROW.matcher(Repository.text("docs/configuration.md"));
        while (rows.find()) {
            documented.put(rows.group(1), rows.group(2) + ", " + rows.group(3));
        }

        assertThat(documented).isEqualTo(settings());
    }

    private static SortedMap<String, String> settings() throws IOException {
        Properties shipped = new Properties();
        shipped.load(new StringReader(Repository.text("app-quarkus/src/main/resources/application.properties")));
        SortedMap<String, String> settings = new TreeMap<>();
        collect("countinghouse", Settings.class, shipped, settings);
        return settings;
    }

    private static void collect(String prefix, Class<?> group, Properties shipped, SortedMap<String, String> settings) {
        for (Method method : group.getDeclaredMethods()) {
            String key =
                    prefix + "." + method.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            if (method.getReturnType().isInterface()
                    && method.getReturnType().getPackage() == Settings.class.getPackage()) {
                collect(key, method.getReturnType(), shipped, settings);
            } else {
                settings.put(key, typeOf(method.getGenericReturnType()) + ", " + defaultOf(key, method, shipped));
            }
        }
    }

    private static String typeOf(Type type) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == Optional.class ? typeOf(generic.getActualTypeArguments()[0]) : "list";
        }
        if (type == boolean.class) {
            return "true or false";
        }
        if (type == Duration.class) {
            return "duration";
        }
        return List.<Type>of(int.class, long.class).contains(type) ? "whole number" : "text";
    }

    private static String defaultOf(String key, Method method, Properties shipped) {
        String inFile = shipped.getProperty(key, "");
        WithDefault declared = method.getAnnotation(WithDefault.class);
        String value = inFile.isEmpty() && declared != null ? declared.value() : inFile;
        return value.isEmpty() ? "none" : "`" + value + "`";
    }
}
