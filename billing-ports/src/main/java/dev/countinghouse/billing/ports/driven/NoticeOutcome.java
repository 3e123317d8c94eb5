package dev.countinghouse.billing.ports.driven;

import dev.countinghouse.billing.domain.notice.Notice;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What was received at the address that the provider sends notices to. */
public sealed interface NoticeOutcome {

    <T> T fold(Function<Notice, T> read, BiFunction<Notice, String, T> unclear, Function<String, T> refused);

    /** It is from the provider, and it is clear what it is about; perhaps about nothing that anybody here asks for. */
    record Read(Notice notice) implements NoticeOutcome {
        @Override
        public <T> T fold(
                Function<Notice, T> read, BiFunction<Notice, String, T> unclear, Function<String, T> refused) {
            return read.apply(notice);
        }
    }

    /**
     * It is from the provider and of a type that we take, and yet it cannot be found out which object it is about: he
     * speaks another version than we do. It is to be kept, and somebody has to look at it.
     *
     * @param notice about nothing
     */
    record Unclear(Notice notice, String reason) implements NoticeOutcome {
        @Override
        public <T> T fold(
                Function<Notice, T> read, BiFunction<Notice, String, T> unclear, Function<String, T> refused) {
            return unclear.apply(notice, reason);
        }
    }

    /** Nobody knows who sent it, or when, or it cannot be read. The reason is for our log, not for the sender. */
    record Refused(String reason) implements NoticeOutcome {
        @Override
        public <T> T fold(
                Function<Notice, T> read, BiFunction<Notice, String, T> unclear, Function<String, T> refused) {
            return refused.apply(reason);
        }
    }
}
