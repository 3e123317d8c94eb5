package dev.countinghouse.billing.domain.dunning;

/** What is to be done about an invoice at an instant. */
public sealed interface DunningStep {

    /** Ask the provider about what he has not decided. */
    record Ask() implements DunningStep {}

    /** Try to be paid. */
    record Charge() implements DunningStep {}

    /** Say that a stage has begun. */
    record Tell(DunningStage stage) implements DunningStep {}

    /** End the subscriptions and write the invoice off. */
    record GiveUp() implements DunningStep {}

    /** Nothing, for now. */
    record Wait() implements DunningStep {}
}
