package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.access.ApiKey;
import dev.countinghouse.billing.domain.access.Credential;
import dev.countinghouse.billing.domain.access.KeyId;
import dev.countinghouse.billing.domain.access.KeyScope;
import dev.countinghouse.billing.domain.access.KeySecret;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.access.SecretHash;
import dev.countinghouse.billing.domain.account.Account;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.ports.driven.Scope;
import dev.countinghouse.billing.ports.driven.Storage;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.driving.OpenAccount;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import io.quarkus.arc.Arc;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Accounts and keys for tests, made behind the API's back. */
public final class Keys {

    private Keys() {}

    public static BillingEngine engine() {
        return Arc.container().instance(BillingEngine.class).get();
    }

    public static AccountId open(String account) {
        AccountId id = new AccountId(account);
        assertThat(engine().openAccount()
                        .open(Account.named(id, "Party " + account, ZoneOffset.UTC, Currency.getInstance("USD"))))
                .isInstanceOf(OpenAccount.Outcome.Opened.class);
        return id;
    }

    /** A key of an account, which is opened. */
    public static IssueKey.Outcome.Issued issue(String account, KeyScope... scopes) {
        return issue(Optional.of(open(account)), scopes);
    }

    /** What to send for a key of a project, which may record usage. */
    public static String ofProject(String account, String project) {
        AccountId owner = new AccountId(account);
        Api.asAdministrator()
                .body("{\"id\": \"" + project + "\", \"name\": \"" + project + "\"}")
                .post("/accounts/" + account + "/projects")
                .then()
                .statusCode(201);
        IssueKey.Outcome.Issued issued = (IssueKey.Outcome.Issued) engine().issueKey()
                .issue(new IssueKey.Order(
                        "test",
                        new TreeSet<>(List.of(KeyScope.WRITE)),
                        Optional.of(owner),
                        Optional.of(new ProjectId(project)),
                        Optional.empty()));
        return issued.credential().text();
    }

    /** What to send for a key of an account that there is. */
    public static String issueOf(String account, KeyScope... scopes) {
        return issue(Optional.of(new AccountId(account)), scopes).credential().text();
    }

    /** A key for all accounts. */
    public static IssueKey.Outcome.Issued issueForAll(KeyScope... scopes) {
        return issue(Optional.empty(), scopes);
    }

    private static IssueKey.Outcome.Issued issue(Optional<AccountId> account, KeyScope... scopes) {
        return (IssueKey.Outcome.Issued) engine().issueKey()
                .issue(new IssueKey.Order(
                        "test", new TreeSet<>(List.of(scopes)), account, Optional.empty(), Optional.empty()));
    }

    /** What to send for a key of an account that has ended. */
    public static String expired(String account, KeyScope... scopes) {
        AccountId owner = open(account);
        SecureRandom random = new SecureRandom();
        Instant issued = Instant.parse("2026-01-01T00:00:00Z");
        Credential credential = Credential.draw(KeyId.at(issued, random), random);
        Storage storage = Arc.container().instance(Storage.class).get();
        storage.transactions().inTransaction(Scope.of(owner), () -> {
            storage.keys()
                    .add(new ApiKey(
                            credential.key(),
                            "expired",
                            new TreeSet<>(List.of(scopes)),
                            Optional.of(owner),
                            Optional.empty(),
                            issued,
                            Optional.of(issued.plusSeconds(60)),
                            Optional.empty(),
                            Optional.empty(),
                            List.of(new KeySecret(SecretHash.of(credential.secret()), issued, Optional.empty()))));
            return true;
        });
        return credential.text();
    }

    /** What to send for a key of an account. */
    public static String of(String account, KeyScope... scopes) {
        return issue(account, scopes).credential().text();
    }

    public static ApiKey stored(IssueKey.Outcome.Issued issued) {
        return engine().readKeys().find(issued.key().id()).orElseThrow();
    }
}
