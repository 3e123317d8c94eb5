package dev.countinghouse.billing.ports.standin;

import dev.countinghouse.billing.domain.account.AccountId;
import java.time.Instant;
import java.util.List;

/** Something that the stand-in tells of: each change of it is a notice. */
interface StandInSubject {

    /** What happened, such as {@code payment.succeeded}. */
    record Change(Instant at, String type) {}

    /**
     * What a notice is about.
     *
     * @param kind what notices call its kind
     * @param reference what notices call it
     */
    record About(String kind, String reference) {}

    AccountId account();

    /** The page it is written on. */
    String page();

    /** Numbers of the changes nobody has taken notice of, from 1. */
    List<Integer> pending();

    Change change(int number);

    /** What a change is of. */
    About about(int number);
}
