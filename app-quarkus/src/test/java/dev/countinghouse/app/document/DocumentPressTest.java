package dev.countinghouse.app.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.invoice.IssuedInvoice;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class DocumentPressTest {

    private static final Fonts FONTS = Fonts.with(List.of());
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final AccountId ACME = new AccountId("acme");
    private static final AccountId GLOBEX = new AccountId("globex");

    private final IssuedInvoice invoice = Samples.ofFees(20);
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicInteger read = new AtomicInteger();

    @AfterEach
    void stop() {
        end.countDown();
        callers.shutdown();
    }

    private static DocumentPress press(int presses, Duration patience) {
        return new DocumentPress(FONTS, new Turns(presses, patience));
    }

    private byte[] print(DocumentPress press, AccountId account) {
        return press.print(account, Samples.BERLIN, () -> {
            read.incrementAndGet();
            return invoice;
        });
    }

    /** Has a document of that account in the making until the end. */
    private Future<byte[]> hold(DocumentPress press, AccountId account) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        Future<byte[]> held = callers.submit(() -> press.print(account, Samples.BERLIN, () -> {
            begun.countDown();
            awaited(end);
            return invoice;
        }));
        begun.await();
        return held;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /** Asks so often, each time from a thread of its own, and returns when so many are refused; the others wait. */
    private List<Future<byte[]>> ask(int times, int refusals, IntFunction<byte[]> print) throws InterruptedException {
        CountDownLatch refused = new CountDownLatch(refusals);
        List<Future<byte[]>> asked = new ArrayList<>();
        for (int at = 0; at < times; at++) {
            int number = at;
            asked.add(callers.submit(() -> {
                try {
                    return print.apply(number);
                } catch (UnavailableException busy) {
                    refused.countDown();
                    return new byte[0];
                }
            }));
        }
        refused.await();
        return asked;
    }

    private static List<byte[]> printed(List<Future<byte[]>> asked) throws Exception {
        List<byte[]> printed = new ArrayList<>();
        for (Future<byte[]> one : asked) {
            if (one.get().length > 0) {
                printed.add(one.get());
            }
        }
        return printed;
    }

    @Test
    void documentsThatAreMadeSideBySideDoNotDisturbEachOther() {
        DocumentPress press = press(4, LONG);
        byte[] alone = print(press, ACME);
        assertThat(IntStream.range(0, 16).parallel().mapToObj(at -> print(press, new AccountId("side-" + at))))
                .allSatisfy(other -> assertThat(other).isEqualTo(alone));
    }

    @Test
    void whoeverWaitsHoldsNoInvoiceAndFewWait() throws Exception {
        DocumentPress press = press(1, LONG);
        hold(press, ACME);
        List<Future<byte[]>> asked = ask(200, 196, at -> print(press, new AccountId("other-" + at)));
        assertThat(read).hasValue(0);

        end.countDown();
        assertThat(printed(asked)).hasSize(4);
        assertThat(read).hasValue(4);
    }

    @Test
    void oneAccountHasOnePressAndHalfOfTheQueueAndLeavesTheRestToOthers() throws Exception {
        DocumentPress press = press(2, LONG);
        hold(press, ACME);
        List<Future<byte[]>> asked = ask(200, 196, at -> print(press, ACME));

        // those of the account came first, and have to wait until its first is made
        assertThat(print(press, GLOBEX)).isNotEmpty();
        assertThat(read).hasValue(1);
        hold(press, GLOBEX);
        List<Future<byte[]>> others = ask(5, 1, at -> print(press, new AccountId("other-" + at)));

        end.countDown();
        assertThat(printed(asked)).hasSize(4);
        assertThat(printed(others)).hasSize(4);
    }

    @Test
    void whoHasWaitedTooLongIsToldToTryAgainAndLeavesTheQueue() throws Exception {
        DocumentPress press = press(1, Duration.ofMillis(1));
        Future<byte[]> held = hold(press, ACME);
        for (int more = 0; more < 10; more++) {
            assertThatThrownBy(() -> print(press, GLOBEX))
                    .isInstanceOf(UnavailableException.class)
                    .hasCauseInstanceOf(RejectedExecutionException.class)
                    .hasMessageContaining("taken too long")
                    .hasMessageContaining("try again");
        }
        end.countDown();
        assertThat(held.get()).isNotEmpty();
        assertThat(print(press, GLOBEX)).isNotEmpty();
    }

    @Test
    void whatCannotBeReadLeavesThePressFree() {
        DocumentPress press = press(1, LONG);
        for (int more = 0; more < 3; more++) {
            assertThatThrownBy(() -> press.print(ACME, Samples.BERLIN, () -> {
                        throw new IllegalStateException("no such invoice");
                    }))
                    .hasMessage("no such invoice");
        }
        assertThat(print(press, ACME)).isNotEmpty();
    }

    @Test
    void whoIsStoppedWhileWaitingLeavesThePressFree() throws Exception {
        DocumentPress press = press(1, LONG);
        for (AccountId account : List.of(ACME, GLOBEX)) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> print(press, account))
                    .isInstanceOf(UnavailableException.class)
                    .hasMessageContaining("being stopped");
            assertThat(Thread.interrupted()).isTrue();
        }
        Future<byte[]> held = hold(press, ACME);
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> print(press, GLOBEX)).hasMessageContaining("being stopped");
        assertThat(Thread.interrupted()).isTrue();
        end.countDown();
        assertThat(held.get()).isNotEmpty();
        assertThat(print(press, GLOBEX)).isNotEmpty();
    }

    @Test
    void aFontThatCannotBeUsedStopsTheStart() {
        assertThatThrownBy(() -> DocumentPress.fonts(List.of("/no/such/font.ttf")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("COUNTINGHOUSE_INVOICES_FONTS")
                .hasMessageContaining("/no/such/font.ttf");
    }
}
