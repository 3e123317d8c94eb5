package dev.countinghouse.billing.ports.driven;

import java.util.function.Function;
import java.util.function.Supplier;

/** What was received at the address that the provider sends notices to. */
public sealed interface NoticeOutcome {

    <T> T fold(Function<PaymentNotice, T> read, Supplier<T> foreign, Function<String, T> refused);

    record Read(PaymentNotice notice) implements NoticeOutcome {
        @Override
        public <T> T fold(Function<PaymentNotice, T> read, Supplier<T> foreign, Function<String, T> refused) {
            return read.apply(notice);
        }
    }

    /** It is from the provider and about something else than payments: to be answered as taken, or it is sent for days. */
    record Foreign() implements NoticeOutcome {
        @Override
        public <T> T fold(Function<PaymentNotice, T> read, Supplier<T> foreign, Function<String, T> refused) {
            return foreign.get();
        }
    }

    /** Nobody knows who sent it, or when, or it cannot be read. The reason is for our log, not for the sender. */
    record Refused(String reason) implements NoticeOutcome {
        @Override
        public <T> T fold(Function<PaymentNotice, T> read, Supplier<T> foreign, Function<String, T> refused) {
            return refused.apply(reason);
        }
    }
}
