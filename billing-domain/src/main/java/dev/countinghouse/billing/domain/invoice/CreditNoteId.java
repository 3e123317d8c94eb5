package dev.countinghouse.billing.domain.invoice;

/**
 * Names a wish to credit before there is a credit note: chosen by whoever asks, once per account, so that a call that is
 * repeated is recognised. As long as an idempotency key may be, to be one.
 */
public record CreditNoteId(String value) {

    public static final int MAX_LENGTH = 255;

    public CreditNoteId {
        if (value.isBlank() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "credit note id '" + value + "' must have 1 to " + MAX_LENGTH + " characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
