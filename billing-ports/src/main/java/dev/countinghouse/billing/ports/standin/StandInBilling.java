package dev.countinghouse.billing.ports.standin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.standin.StandInBook.Page;
import dev.countinghouse.billing.ports.standin.StandInSubject.About;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/** The accounts that the stand-in invoices, by their pages: whoever looks at one finds done, and kept, what is due by then. */
record StandInBilling(StandInBook book) {

    /** Whose a reference of a kind is. */
    Optional<AccountId> accountOf(String kind, String reference) {
        return book.find(kind + "/" + reference).map(page -> AccountText.account(page.text()));
    }

    StandInAccount asOf(AccountId account, Instant now) {
        return change(account, now, (it, running) -> it);
    }

    /**
     * Has somebody do something about an account, and of several who try at once one after the other; tried again as often as
     * somebody else was quicker.
     */
    <T> T change(AccountId account, Instant now, BiFunction<StandInAccount, StandInRunning, T> work) {
        while (true) {
            Optional<Page> before = book.find(StandInAccount.pageOf(account));
            StandInAccount read =
                    before.map(page -> AccountText.read(page.text())).orElseGet(() -> new StandInAccount(account));
            StandInRunning running = new StandInRunning(read, new StandInCharges(book), TestMethod.of(book, account));
            running.runTo(now);
            T result = work.apply(read, running);
            if (isAsBefore(before, read) || save(before, read)) {
                return result;
            }
        }
    }

    private static boolean isAsBefore(Optional<Page> before, StandInAccount after) {
        JsonNode text = PaymentText.parsed(AccountText.write(after));
        return before.map(page -> PaymentText.parsed(page.text()).equals(text))
                .orElse(after.told == 0 && after.invoices.isEmpty());
    }

    private boolean save(Optional<Page> before, StandInAccount after) {
        String text = AccountText.write(after);
        after.made.forEach(about -> point(about, after.account()));
        return book.save(before.map(page -> page.next(text, after.dueAt()))
                .orElseGet(() -> Page.first(after.page(), text, after.dueAt())));
    }

    /** Before it is there: whoever follows it finds nothing yet. */
    private void point(About to, AccountId account) {
        String text = JsonNodeFactory.instance
                .objectNode()
                .put("account", account.value())
                .toString();
        book.save(Page.first(to.kind() + "/" + to.reference(), text, Optional.empty()));
    }
}
