package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.countinghouse.billing.domain.notice.NoticeId;
import dev.countinghouse.billing.domain.notification.MessageId;
import dev.countinghouse.billing.domain.notification.SigningSecret;
import dev.countinghouse.billing.ports.standin.StandInSubject.About;
import dev.countinghouse.billing.ports.standin.StandInSubject.Change;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The notices that are still to be sent. */
final class NoticeBoard {

    private static final Comparator<Pending> OLDEST = Comparator.comparing(
                    (Pending it) -> it.change().at())
            .thenComparing(it -> it.subject().page())
            .thenComparing(Pending::number);

    private final StandInBook book;
    private final StandInReader reader;
    private final SigningSecret secret;

    NoticeBoard(StandInBook book, StandInReader reader, SigningSecret secret) {
        this.book = book;
        this.reader = reader;
        this.secret = secret;
    }

    /** What is due has a notice, or comes to have one now, and is due since its oldest: so many hold the oldest of all. */
    List<SignedNotice> pending(int limit, Instant now) {
        return book.due(now, limit).stream()
                .map(page -> reader.asOf(page, now))
                .flatMap(NoticeBoard::of)
                .sorted(OLDEST)
                .limit(limit)
                .map(pending -> signed(pending, now))
                .toList();
    }

    private static Stream<Pending> of(StandInSubject subject) {
        return subject.pending().stream().map(number -> new Pending(subject, number));
    }

    private SignedNotice signed(Pending pending, Instant now) {
        StandInSubject subject = pending.subject();
        String place = pending.about().reference() + "/" + pending.number();
        MessageId id = MessageId.of(subject.account(), pending.change().type(), place);
        String body = body(pending);
        Map<String, String> headers = Map.of(
                NoticeReader.ID, id.value(),
                NoticeReader.TIMESTAMP, String.valueOf(now.getEpochSecond()),
                NoticeReader.SIGNATURE, SigningSecret.header(List.of(secret), id, now, body));
        return new SignedNotice(new NoticeId(id.value()), subject.page(), pending.number(), body, headers);
    }

    private static String body(Pending pending) {
        ObjectNode notice = JsonNodeFactory.instance
                .objectNode()
                .put("type", pending.change().type())
                .put("timestamp", pending.change().at().toString());
        notice.putObject("data").put(pending.about().kind(), pending.about().reference());
        return notice.toString();
    }

    private record Pending(StandInSubject subject, int number) {

        Change change() {
            return subject.change(number);
        }

        About about() {
            return subject.about(number);
        }
    }
}
