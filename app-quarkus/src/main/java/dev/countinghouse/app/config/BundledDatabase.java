package dev.countinghouse.app.config;

/**
 * A database that comes with the program. Only the stand-alone build has one: the production jar must not be able to bill
 * into an empty database because somebody lost a setting.
 */
public interface BundledDatabase {

    /** Starts it and sets the database settings as system properties, unless a database is configured. */
    void start();
}
