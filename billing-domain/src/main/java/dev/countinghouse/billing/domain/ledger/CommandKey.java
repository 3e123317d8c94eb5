package dev.countinghouse.billing.domain.ledger;

/** Names a command of a caller, so that a retry is recognised; one of its account. */
public record CommandKey(String value) implements Comparable<CommandKey> {

    public CommandKey {
        LedgerId.require("command", value);
    }

    @Override
    public int compareTo(CommandKey other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
