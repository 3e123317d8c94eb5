package dev.countinghouse.billing.ports.catalogue.source;

/**
 * One thing that is wrong with a text.
 *
 * @param path the field it concerns, such as {@code plans.basic.charges.base.fee}; empty for the whole text
 * @param message what is there and what would be right
 */
public record Problem(Place place, String path, String message) {}
