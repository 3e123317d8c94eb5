package dev.countinghouse.billing.ports.driven;

import static dev.countinghouse.billing.ports.driven.Samples.ACME;
import static dev.countinghouse.billing.ports.driven.Samples.GLOBEX;
import static dev.countinghouse.billing.ports.driven.Samples.account;
import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

public abstract class AccountsContract extends StorageContract {

    @Test
    void anAccountComesBackAsItWas() {
        Account account = account(ACME, "customer-1", "Zoë & Söhne");
        assertThat(add(account)).isTrue();

        assertThat(find(ACME)).isEqualTo(account);
        assertThat(in(GLOBEX, () -> storage.accounts().find(GLOBEX))).isEmpty();
    }

    @Test
    void anIdIsTakenOnce() {
        add(account(ACME, "first"));

        assertThat(add(account(ACME, "second"))).isFalse();
        assertThat(find(ACME)).isEqualTo(account(ACME, "first"));
        assertThat(ownersOf("first", "second")).isEqualTo(Map.of("first", ACME));
    }

    @Test
    void aSubjectBelongsToOneAccountAndOneThatIsTakenKeepsAllOthersOut() {
        add(account(ACME, "shared"));

        assertThat(add(account(GLOBEX, "free", "shared"))).isFalse();
        assertThat(in(GLOBEX, () -> storage.accounts().find(GLOBEX))).isEmpty();
        assertThat(ownersOf("shared", "free", "globex")).isEqualTo(Map.of("shared", ACME));
    }

    @Test
    void anIdIsASubjectToo() {
        add(account(ACME));

        assertThat(ownersOf("acme")).isEqualTo(Map.of("acme", ACME));
        assertThat(add(account(GLOBEX, "acme"))).isFalse();
    }

    @Test
    void anIdCannotBeWhatIsASubjectOfAnother() {
        add(account(ACME, "globex"));

        assertThat(add(account(GLOBEX))).isFalse();
        assertThat(ownersOf("globex")).isEqualTo(Map.of("globex", ACME));
    }

    @Test
    void anAccountMayNameItsOwnIdAsASubject() {
        assertThat(add(account(ACME, "acme"))).isTrue();
        assertThat(find(ACME)).isEqualTo(account(ACME, "acme"));
    }

    @Test
    void anUpdateReplacesAndFreesWhatItDrops() {
        add(account(ACME, "old", "kept"));

        assertThat(update(account(ACME, "kept", "new"))).isTrue();
        assertThat(find(ACME)).isEqualTo(account(ACME, "kept", "new"));
        assertThat(ownersOf("old", "kept", "new", "acme")).isEqualTo(Map.of("kept", ACME, "new", ACME, "acme", ACME));
        assertThat(add(account(GLOBEX, "old"))).isTrue();
    }

    @Test
    void anUpdateWithASubjectOfAnotherChangesNothing() {
        add(account(ACME, "mine"));
        add(account(GLOBEX, "theirs"));

        assertThat(update(account(ACME, "new", "theirs"))).isFalse();
        assertThat(find(ACME)).isEqualTo(account(ACME, "mine"));
        assertThat(ownersOf("mine", "theirs", "new")).isEqualTo(Map.of("mine", ACME, "theirs", GLOBEX));
    }

    @Test
    void anUnknownAccountCannotBeUpdated() {
        assertThat(update(account(ACME, "new"))).isFalse();
        assertThat(ownersOf("acme", "new")).isEmpty();
    }

    @Test
    void subjectsNobodyHasAreAbsent() {
        add(account(ACME, "one"));
        add(account(GLOBEX, "two"));

        assertThat(ownersOf("one", "two", "three", "ONE")).isEqualTo(Map.of("one", ACME, "two", GLOBEX));
        assertThat(ownersOf()).isEmpty();
    }

    @Test
    void whatFailsIsUndoneWithItsSubjects() {
        undone(Scope.of(ACME), () -> storage.accounts().add(account(ACME, "one")));
        assertThat(ownersOf("acme", "one")).isEmpty();

        add(account(ACME, "one"));
        undone(Scope.of(ACME), () -> storage.accounts().update(account(ACME, "two")));
        assertThat(find(ACME)).isEqualTo(account(ACME, "one"));
        assertThat(ownersOf("one", "two")).isEqualTo(Map.of("one", ACME));
    }

    @Test
    void ofManyThatAddTheSameAccountOneDoes() {
        assertThat(Race.of(thread -> add(account(ACME, "subject-" + thread)))).containsOnlyOnce(true);
        assertThat(find(ACME).subjects()).hasSize(1);
    }

    @Test
    void ofManyThatClaimTheSameSubjectOneGetsIt() {
        List<Boolean> got = Race.of(thread -> add(account(new AccountId("account-" + thread), "wanted")));

        assertThat(got).containsOnlyOnce(true);
        assertThat(ownersOf("wanted")).isEqualTo(Map.of("wanted", new AccountId("account-" + got.indexOf(true))));
    }

    @Test
    void accountsAreListedInPagesByCodePoint() {
        // in UTF-16 the surrogates of the last would come before U+FF5E
        List<AccountId> ids = List.of(
                new AccountId("B"),
                ACME,
                GLOBEX,
                new AccountId("zeta"),
                new AccountId("\uFF5E"),
                new AccountId("\uD83D\uDE00"));
        for (int i : new int[] {3, 5, 0, 4, 2, 1}) {
            add(account(ids.get(i), "subject-" + i));
        }

        List<Account> first = asSystem(() -> storage.accounts().list(Optional.empty(), 4));
        List<Account> rest = asSystem(() -> storage.accounts().list(Optional.of(ids.get(3)), 4));
        assertThat(first).extracting(Account::id).isEqualTo(ids.subList(0, 4));
        assertThat(first.get(1)).isEqualTo(account(ACME, "subject-1"));
        assertThat(rest).extracting(Account::id).isEqualTo(ids.subList(4, 6));
    }

    private boolean add(Account account) {
        return in(account.id(), () -> storage.accounts().add(account));
    }

    private boolean update(Account account) {
        return in(account.id(), () -> storage.accounts().update(account));
    }

    private Account find(AccountId id) {
        return in(id, () -> storage.accounts().find(id)).orElseThrow();
    }

    private Map<String, AccountId> ownersOf(String... subjects) {
        Collection<String> wanted = List.of(subjects);
        return asSystem(() -> storage.accounts().ownersOf(wanted));
    }
}
