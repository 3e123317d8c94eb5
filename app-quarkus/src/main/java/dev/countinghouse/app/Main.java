package dev.countinghouse.app;

import dev.countinghouse.app.command.LedgerCommand;
import dev.countinghouse.app.command.ProvisionCommand;
import dev.countinghouse.app.command.ReconcileCommand;
import dev.countinghouse.app.config.BundledDatabase;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.ServiceLoader;

/** Starts the service, or does what a command says and exits; in the stand-alone build, which has one in it, the database first. */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String... arguments) {
        // what draws documents is from the desktop's part of Java, which is to look for no screen
        System.setProperty("java.awt.headless", "true");
        ServiceLoader.load(BundledDatabase.class).findFirst().ifPresent(BundledDatabase::start);
        List<String> words = List.of(arguments);
        if (!words.isEmpty() && words.get(0).equals(LedgerCommand.NAME)) {
            System.exit(LedgerCommand.run(words.subList(1, words.size())));
        }
        if (!words.isEmpty() && words.get(0).equals(ProvisionCommand.NAME)) {
            System.exit(ProvisionCommand.run(words.subList(1, words.size())));
        }
        if (!words.isEmpty() && words.get(0).equals(ReconcileCommand.NAME)) {
            System.exit(ReconcileCommand.run(words.subList(1, words.size())));
        }
        Quarkus.run(arguments);
    }
}
