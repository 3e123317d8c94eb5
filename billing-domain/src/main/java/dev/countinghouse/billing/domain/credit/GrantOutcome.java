package dev.countinghouse.billing.domain.credit;

/** What became of the wish to grant credits, or to change a grant. */
public sealed interface GrantOutcome {

    /** @param grant as it is now; an earlier call of the same content has done it, or this one */
    record Done(Grant grant) implements GrantOutcome {}

    /** @param earlier has the id and is of another content */
    record Conflict(Grant earlier) implements GrantOutcome {}

    record Refused(String reason) implements GrantOutcome {}
}
