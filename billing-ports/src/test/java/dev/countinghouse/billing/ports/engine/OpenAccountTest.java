package dev.countinghouse.billing.ports.engine;

import static dev.countinghouse.billing.ports.engine.Workbench.ACME;
import static dev.countinghouse.billing.ports.engine.Workbench.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Race;
import dev.countinghouse.billing.ports.driving.OpenAccount.Outcome;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class OpenAccountTest {

    private final Workbench bench = Shop.opened();

    @Test
    void openingAgainChangesNothingAndSucceeds() {
        StoredState before = StoredState.of(bench.storage);

        assertThat(open(account(ACME))).isEqualTo(new Outcome.Opened(account(ACME)));
        assertThat(StoredState.of(bench.storage)).isEqualTo(before);
    }

    @Test
    void openingAgainSucceedsAfterSubjectsWereAdded() {
        addSubject(ACME, "one");

        assertThat(open(account(ACME))).isEqualTo(new Outcome.Opened(account(ACME, "one")));
        assertThat(subjects()).contains("one");
    }

    @Test
    void aSubjectCanBeAddedAgain() {
        assertThat(addSubject(ACME, "one")).isEqualTo(new Outcome.Opened(account(ACME, "one")));
        assertThat(addSubject(ACME, "one")).isEqualTo(new Outcome.Opened(account(ACME, "one")));
        assertThat(addSubject(ACME, "two")).isEqualTo(new Outcome.Opened(account(ACME, "one", "two")));
        assertThat(addSubject(ACME, "acme")).isInstanceOf(Outcome.Opened.class);
    }

    @Test
    void subjectsAddedAtOnceAllStay() {
        Race.of(thread -> addSubject(ACME, "subject-" + thread));

        assertThat(subjects()).hasSize(Race.THREADS);
    }

    @TestFactory
    Stream<DynamicTest> wrongInputIsRefusedByNameAndChangesNothing() {
        bench.open(account(GLOBEX, "taken"));
        Account yen = Workbench.account(ACME, ZoneOffset.UTC, Currency.getInstance("JPY"));
        return WrongInput.to(bench)
                .isRefused("other details", () -> open(yen), "acme", "other details")
                .isRefused("a subject of another", () -> open(account(id("initech"), "free", "taken")), "initech")
                .isRefused("the id of another as subject", () -> open(account(id("initech"), "acme")), "initech")
                .isRefused("a subject of another as id", () -> open(account(id("taken"))), "taken")
                .isRefused("a blank id", () -> open(account(id(" "))), "account id", "blank")
                .isRefused("an id too long", () -> open(account(id("x".repeat(256)))), "account id", "255")
                .isRefused("adding a subject of another", () -> addSubject(ACME, "taken"), "taken", "another")
                .isRefused("adding the id of another", () -> addSubject(ACME, "globex"), "globex", "another")
                .isRefused("adding a blank subject", () -> addSubject(ACME, " "), "subject", "blank")
                .isRefused("adding a subject too long", () -> addSubject(ACME, "x".repeat(256)), "subject", "255")
                .isRefused("adding to an unknown account", () -> addSubject(id("nobody"), "free"), "nobody")
                .tests();
    }

    private static Account account(AccountId id, String... subjects) {
        Account plain = Workbench.account(id, ZoneOffset.UTC, Workbench.USD);
        return new Account(
                id, plain.party(), plain.zone(), plain.currency(), plain.taxes(), new TreeSet<>(List.of(subjects)));
    }

    private static AccountId id(String value) {
        return new AccountId(value);
    }

    private Outcome open(Account account) {
        return bench.engine.openAccount().open(account);
    }

    private Outcome addSubject(AccountId account, String subject) {
        return bench.engine.openAccount().addSubject(account, subject);
    }

    private Iterable<String> subjects() {
        return StoredState.of(bench.storage).accounts().get(0).subjects();
    }
}
