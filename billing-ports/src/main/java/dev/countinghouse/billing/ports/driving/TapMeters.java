package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.metering.MeterKey;
import java.util.Map;

/**
 * Has units of a meter taken in this process, many times a second: units are reserved by the thousand, over all limits that
 * apply, and handed out from memory. What was handed out is recorded by the thousand, too.
 */
public interface TapMeters {

    /**
     * @param meter one that adds up
     * @param dimensions what its usage carries
     * @param atOnce how many units are reserved together, at least 1; fewer where there are not as many
     * @throws UnknownException for an account or a meter that there is not
     */
    Tap open(AccountId account, MeterKey meter, Map<String, String> dimensions, long atOnce);

    /** For any number of threads. */
    interface Tap extends AutoCloseable {

        /**
         * Takes units, or none; never more than limits admit. While what is reserved reaches, nobody is asked and nothing is
         * allocated.
         *
         * @param units above 0
         */
        boolean take(long units);

        /**
         * Records what was taken, and gives back the rest. Happens by itself two and a half minutes after units were
         * reserved; a process that dies loses what it has taken since.
         */
        void flush();

        /** The same, for the last time. */
        @Override
        void close();
    }
}
