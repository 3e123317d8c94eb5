package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.provision.ResourceOrder;

/** A resource that exists at {@link InfrastructureStandIn}. */
public record StandInResource(ResourceOrder order, String reference) {}
