package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.domain.notice.NoticeSubject;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who follows which kind of object; nobody those that are missing. */
final class NoticeHandlers {

    private final Map<NoticeSubject.Kind, NoticeHandler> byKind = new EnumMap<>(NoticeSubject.Kind.class);

    NoticeHandlers(List<NoticeHandler> handlers) {
        for (NoticeHandler handler : handlers) {
            if (byKind.putIfAbsent(handler.kind(), handler) != null) {
                throw new IllegalArgumentException("notices of " + handler.kind() + " have two handlers");
            }
        }
    }

    Optional<NoticeHandler> of(NoticeSubject about) {
        return Optional.ofNullable(byKind.get(about.kind()));
    }
}
