package dev.countinghouse.billing.ports.events;

/**
 * A type of message.
 *
 * @param version of what {@code data} says
 * @param schema JSON Schema of the whole message: type, timestamp and data
 */
public record EventType(String name, int version, String description, String schema) {}
