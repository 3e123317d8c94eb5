package dev.countinghouse.billing.domain.provider;

/**
 * Something of a catalogue that the provider would invoice otherwise than it says.
 *
 * @param path where it stands, such as {@code plans.pro.charges.base.in}
 * @param reason what is there and what would be right, going on behind the path: {@code is arrears, …}
 */
public record Inexpressible(String path, String reason) {

    @Override
    public String toString() {
        return path + " " + reason;
    }
}
