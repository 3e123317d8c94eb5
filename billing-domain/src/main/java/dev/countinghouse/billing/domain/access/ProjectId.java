package dev.countinghouse.billing.domain.access;

import dev.countinghouse.billing.domain.Key;

/** The host's key of a project: what an account groups its usage, keys and costs by. */
public record ProjectId(String value) implements Comparable<ProjectId> {

    public ProjectId {
        Key.require("project", value);
    }

    @Override
    public int compareTo(ProjectId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
