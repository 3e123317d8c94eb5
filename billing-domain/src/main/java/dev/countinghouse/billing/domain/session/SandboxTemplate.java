package dev.countinghouse.billing.domain.session;

import dev.countinghouse.billing.domain.ledger.LedgerId;

/** What the provider makes a sandbox of; he knows which there are. */
public record SandboxTemplate(String value) {

    public SandboxTemplate {
        LedgerId.requireOwn("sandbox template", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
