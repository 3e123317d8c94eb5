package dev.countinghouse.billing.ports.catalogue;

import dev.countinghouse.billing.domain.plan.Catalogue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The catalogues that ship with the engine, one per source system: to try things out and to start one's own from. */
public enum ExampleCatalogue {
    /** Tiers with rights to models, tools and sandboxes; a base fee and metered usage. */
    AGENT_PLATFORM("a-agent-platform"),
    /** Five metrics in three plans, with overage, soft and hard caps. */
    BILLING_STACK("b-billing-stack"),
    /** Prepaid credits for sessions, storage and ready-made spaces. */
    PREPAID_SESSIONS("c-prepaid-sessions"),
    /** Subscriptions with a limit of runs and a trial. */
    SUBSCRIPTIONS("d-subscriptions"),
    /** What the product itself pays its providers. */
    COST_DASHBOARD("e-cost-dashboard");

    private static final String FOLDER = "/dev/countinghouse/catalogue/examples/";

    private final String file;

    ExampleCatalogue(String name) {
        this.file = name + ".yaml";
    }

    public String file() {
        return file;
    }

    public String text() {
        try (InputStream stream = ExampleCatalogue.class.getResourceAsStream(FOLDER + file)) {
            if (stream == null) {
                throw new IllegalStateException("example catalogue " + file + " is missing from the jar");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException("example catalogue " + file + " cannot be read", broken);
        }
    }

    public Catalogue catalogue() {
        return CatalogueReader.read(file, text()).orThrow();
    }
}
