package dev.countinghouse.billing.domain.notification;

/** How an endpoint is told. */
public enum Channel {
    /** A signed JSON message to a URL, as Standard Webhooks has it. */
    WEBHOOK,
    /** A line of text to a URL that takes Slack's format. */
    SLACK,
    /** A letter in plain text to an e-mail address. */
    EMAIL;

    /** Whether what is sent is signed with a secret of the endpoint. */
    public boolean isSigned() {
        return this == WEBHOOK;
    }
}
