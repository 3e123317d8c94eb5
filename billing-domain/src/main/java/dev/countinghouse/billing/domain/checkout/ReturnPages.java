package dev.countinghouse.billing.domain.checkout;

import java.net.URI;

/** Where a customer is sent back to, when he is done and when he leaves it at that. */
public record ReturnPages(URI success, URI cancel) {}
