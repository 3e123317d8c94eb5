package dev.countinghouse.billing.ports.engine;

/** How what a test tells goes: nobody is cut off. */
class Course {

    /** Has a command done; whoever is not answered gives it again. */
    void command(Runnable command) {
        command.run();
    }

    /** Runs a job; whoever is cut off leaves the rest of it to the next run. */
    void job(Runnable job) {
        job.run();
    }

    /** A way to the provider. */
    <T> T way(Class<T> port, T provider) {
        return provider;
    }
}
