package dev.countinghouse.adapter.postgres.transaction;

/** A statement that is asked together with others, and what becomes of each row of its answer. */
public record Question(Command command, Row.Reader<?> eachRow) {}
