package dev.countinghouse.app.command;

import dev.countinghouse.app.config.Settings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;

/** Settings without the platform, from where it has them: environment, properties, {@code config} and what is shipped. */
final class CommandSettings {

    private static final String FILE = "application.properties";
    private static final int SHIPPED = 250;
    private static final int BESIDE_THE_JAR = 260;

    private CommandSettings() {}

    static String databaseUrl(Settings settings) {
        return settings.database()
                .url()
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> new IllegalStateException("no database: set COUNTINGHOUSE_DATABASE_URL"));
    }

    static Settings read() {
        try {
            SmallRyeConfigBuilder config = new SmallRyeConfigBuilder()
                    .addDefaultInterceptors()
                    .addDefaultSources()
                    .addDiscoveredConverters()
                    .withMapping(Settings.class)
                    .withValidateUnknown(false);
            URL shipped = CommandSettings.class.getClassLoader().getResource(FILE);
            if (shipped != null) {
                config.withSources(new PropertiesConfigSource(shipped, SHIPPED));
            }
            Path own = Path.of("config", FILE);
            if (Files.exists(own)) {
                config.withSources(new PropertiesConfigSource(own.toUri().toURL(), BESIDE_THE_JAR));
            }
            return config.build().getConfigMapping(Settings.class);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("settings cannot be read from " + FILE, unreadable);
        }
    }
}
