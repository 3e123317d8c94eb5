package dev.countinghouse.app;

import dev.countinghouse.app.config.BundledDatabase;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.ServiceLoader;

/** Starts the service; in the stand-alone build, which has one in it, the database first. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        ServiceLoader.load(BundledDatabase.class).findFirst().ifPresent(BundledDatabase::start);
        Quarkus.run(arguments);
    }
}
