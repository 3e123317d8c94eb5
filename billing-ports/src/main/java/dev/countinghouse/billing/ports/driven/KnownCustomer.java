package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.customer.CustomerReference;
import dev.countinghouse.billing.domain.customer.Profile;
import java.util.Optional;

/**
 * A customer as the provider has him.
 *
 * @param method what he pays by, as {@link PaymentGateway#methodOf} says it
 */
public record KnownCustomer(CustomerReference reference, Profile profile, Optional<String> method) {}
