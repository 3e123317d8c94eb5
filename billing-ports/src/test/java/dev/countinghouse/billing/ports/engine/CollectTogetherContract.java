package dev.countinghouse.billing.ports.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.PaymentGateway;
import dev.countinghouse.billing.ports.driven.UnavailableException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Several accounts are asked to pay at the same time. */
public abstract class CollectTogetherContract extends CollectionCase {

    private static final int THREADS = 4;
    private static final int ACCOUNTS = 3 * THREADS;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private PaymentGateway charging(Consumer<Object> before) {
        return (PaymentGateway) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PaymentGateway.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("charge")) {
                        before.accept(arguments[0]);
                    }
                    try {
                        return method.invoke(provider, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private void owing() {
        IntStream.range(0, ACCOUNTS)
                .mapToObj(number -> new AccountId("payer-" + number))
                .forEach(account -> {
                    bench.open(account);
                    bench.subscribe(account, "pro");
                });
    }

    /** Nobody would come out of it if one waited for another. */
    @Test
    void soManyWaitForTheProviderAtTheSameTime() {
        Set<Object> charged = ConcurrentHashMap.newKeySet();
        AtomicInteger charges = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(THREADS);
        owing();
        BillingEngine busy = over(bench.storage, charging(order -> {
                    charged.add(order);
                    charges.incrementAndGet();
                    await(together);
                }))
                .engine;
        busy.collectInvoices().collect(ACCOUNTS, threads);
        assertThat(charged).hasSize(ACCOUNTS);
        assertThat(charges).hasValue(ACCOUNTS);
        IntStream.range(0, ACCOUNTS)
                .mapToObj(number -> new AccountId("payer-" + number))
                .forEach(account -> assertThat(busy.readReceivables().of(account))
                        .singleElement()
                        .satisfies(standing ->
                                assertThat(standing.receivable().isOpen()).isFalse()));
    }

    private static void await(CyclicBarrier together) {
        try {
            together.await(30, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new IllegalStateException("nobody else came", alone);
        }
    }

    @Test
    void aProviderThatIsAwayIsNotAskedForAll() {
        AtomicInteger charges = new AtomicInteger();
        owing();
        BillingEngine waiting = over(bench.storage, charging(order -> {
                    charges.incrementAndGet();
                    throw new UnavailableException("away", new IllegalStateException("away"));
                }))
                .engine;
        assertThatThrownBy(() -> waiting.collectInvoices().collect(ACCOUNTS, threads))
                .isInstanceOf(UnavailableException.class);
        assertThat(charges).hasValueBetween(3, 3 + THREADS);
    }
}
