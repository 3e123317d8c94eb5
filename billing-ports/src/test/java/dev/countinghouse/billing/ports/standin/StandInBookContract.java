package dev.countinghouse.billing.ports.standin;

import static dev.countinghouse.billing.ports.driven.Samples.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

public abstract class StandInBookContract {

    private StandInBook book;

    protected abstract StandInBook emptyBook();

    @BeforeEach
    void writeNothing() {
        book = emptyBook();
    }

    @Test
    void aPageIsFoundAsItWasWrittenLast() {
        Page first = page("payment/a", Optional.of(START.plusMillis(1)));
        Page next = first.next("{\"b\":\"é\"}", Optional.empty());

        assertThat(book.find("payment/a")).isEmpty();
        assertThat(book.save(first)).isTrue();
        assertThat(book.find("payment/a")).contains(first);
        assertThat(book.save(next)).isTrue();
        assertThat(book.find("payment/a")).contains(next);
        assertThat(book.find("payment/b")).isEmpty();
    }

    @Test
    void aPageIsReplacedByItsNextRevisionOnly() {
        Page first = page("a", Optional.empty());
        Page second = first.next("{\"n\":2}", Optional.empty());

        assertThat(book.save(second)).isFalse();
        assertThat(book.find("a")).isEmpty();
        book.save(first);
        assertThat(book.save(page("a", Optional.of(START)))).isFalse();
        assertThat(book.save(second.next("{\"n\":3}", Optional.empty()))).isFalse();
        assertThat(book.find("a")).contains(first);
    }

    @Test
    void whatIsDueIsListedTheLongestDueFirst() {
        Page late = page("late", Optional.of(START));
        Page early = page("early", Optional.of(START.minusMillis(1)));
        Page other = page("b", Optional.of(START));
        List.of(late, early, other, page("never", Optional.empty()), page("later", Optional.of(START.plusMillis(1))))
                .forEach(book::save);

        assertThat(book.due(START, 10)).containsExactly(early, other, late);
        assertThat(book.due(START, 2)).containsExactly(early, other);
        book.save(early.next("{}", Optional.empty()));
        assertThat(book.due(START, 10)).containsExactly(other, late);
    }

    @Test
    void ofManyThatWriteAtOnceOneDoes() {
        assertThat(Race.of(number -> book.save(Page.first("a", "{\"n\":" + number + "}", Optional.empty()))))
                .containsOnlyOnce(true);
        Page first = book.find("a").orElseThrow();
        assertThat(Race.of(number -> book.save(first.next("{\"n\":" + number + "}", Optional.empty()))))
                .containsOnlyOnce(true);
        assertThat(book.find("a").orElseThrow().revision()).isEqualTo(2);
    }

    private static Page page(String name, Optional<Instant> dueAt) {
        return Page.first(name, "{}", dueAt);
    }
}
