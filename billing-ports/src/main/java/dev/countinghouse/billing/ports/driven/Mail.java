package dev.countinghouse.billing.ports.driven;

/** Sends letters by e-mail. */
public interface Mail {

    /** Hands a letter over. Whatever is thrown means that it was not sent and has to be tried again. */
    void send(Letter letter);

    /** @param id the same each time this letter is sent, so that a mailbox can tell a repetition */
    record Letter(String id, String to, String subject, String text) {}
}
