package dev.countinghouse.billing.ports.driving;

import dev.countinghouse.billing.domain.notice.NoticeId;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Takes what the payment provider sends when something of his has changed: keeps it, and leaves the rest to {@link
 * WorkOffNotices}. Notices may come in any order, late, twice, or never.
 */
public interface ReceiveNotices {

    /**
     * Keeps a notice that the provider has signed. Unless it was refused it is to be answered as taken.
     *
     * @param headers of the request, under names in any case
     * @throws dev.countinghouse.billing.ports.driven.UnavailableException if it could not be kept; the provider is to send
     *     it again
     */
    Outcome receive(byte[] body, Map<String, String> headers);

    sealed interface Outcome {

        <T> T fold(
                Supplier<T> kept,
                Supplier<T> known,
                BiFunction<NoticeId, String, T> unclear,
                Function<String, T> refused);

        /** It is to be worked off. */
        record Kept() implements Outcome {
            @Override
            public <T> T fold(
                    Supplier<T> kept,
                    Supplier<T> known,
                    BiFunction<NoticeId, String, T> unclear,
                    Function<String, T> refused) {
                return kept.get();
            }
        }

        /** It was kept before, and nothing was done. */
        record Known() implements Outcome {
            @Override
            public <T> T fold(
                    Supplier<T> kept,
                    Supplier<T> known,
                    BiFunction<NoticeId, String, T> unclear,
                    Function<String, T> refused) {
                return known.get();
            }
        }

        /** It is kept as dead: it should be worked off, and it is not clear what it is about. Somebody has to look. */
        record Unclear(NoticeId id, String reason) implements Outcome {
            @Override
            public <T> T fold(
                    Supplier<T> kept,
                    Supplier<T> known,
                    BiFunction<NoticeId, String, T> unclear,
                    Function<String, T> refused) {
                return unclear.apply(id, reason);
            }
        }

        /** Nothing was kept. @param reason for our log, not for the sender, who may be anybody */
        record Refused(String reason) implements Outcome {
            @Override
            public <T> T fold(
                    Supplier<T> kept,
                    Supplier<T> known,
                    BiFunction<NoticeId, String, T> unclear,
                    Function<String, T> refused) {
                return refused.apply(reason);
            }
        }
    }
}
