package dev.countinghouse.billing.ports.standin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Who crashes while he looks at the stand-in. */
class InvoicedCrashTest extends InvoicedCourse {

    @Override
    protected StandInBook emptyBook() {
        return StandInBook.inMemory();
    }

    /** A page is not written, or is and nobody hears of it: once at each of all that are. */
    @Test
    void whereverSomebodyCrashesAllIsDoneOnce() {
        List<String> expected = course(Duration.ofDays(3));
        int crashes = 0;
        for (boolean wasWritten : new boolean[] {false, true}) {
            for (int number = 1; ; number++) {
                FailingBook failing = new FailingBook(emptyBook());
                offer(failing);
                failing.failAt(number, wasWritten);
                assertThat(course(Duration.ofDays(3)))
                        .as("write %s, written %s", number, wasWritten)
                        .isEqualTo(expected);
                if (!failing.hasFailed()) {
                    break;
                }
                crashes++;
            }
        }
        assertThat(crashes).isGreaterThan(40);
    }

    /** Fails once, at a write that is not the first of all. */
    private static final class FailingBook implements StandInBook {

        private final StandInBook behind;
        private int left;
        private boolean written;

        FailingBook(StandInBook behind) {
            this.behind = behind;
        }

        void failAt(int number, boolean wasWritten) {
            left = number;
            written = wasWritten;
        }

        boolean hasFailed() {
            return left <= 0;
        }

        @Override
        public Optional<Page> find(String name) {
            return behind.find(name);
        }

        @Override
        public boolean save(Page page) {
            left--;
            boolean saved = (left != 0 || written) && behind.save(page);
            if (left == 0) {
                throw new UnavailableException("crashed", new SocketTimeoutException("Read timed out"));
            }
            return saved;
        }

        @Override
        public List<Page> due(Instant by, int limit) {
            return behind.due(by, limit);
        }
    }
}
