package dev.countinghouse.billing.ports.engine;

import dev.countinghouse.billing.ports.driving.CheckKey;
import dev.countinghouse.billing.ports.driving.IssueKey;
import dev.countinghouse.billing.ports.driving.ReadKeys;
import dev.countinghouse.billing.ports.driving.RevokeKey;
import dev.countinghouse.billing.ports.driving.RotateKey;
import java.security.SecureRandom;

/** The driving ports of keys; part of {@link BillingEngine}, which is what programs see. */
abstract sealed class AccessDoors permits CreditDoors {

    final Books books;
    private final KeyIssuer keyIssuer;

    AccessDoors(Books books) {
        this.books = books;
        this.keyIssuer = new KeyIssuer(books, new SecureRandom());
    }

    public IssueKey issueKey() {
        return keyIssuer;
    }

    public RotateKey rotateKey() {
        return keyIssuer;
    }

    public RevokeKey revokeKey() {
        return new KeyRevoker(books);
    }

    public ReadKeys readKeys() {
        return new KeyReader(books);
    }

    public CheckKey checkKey() {
        return new KeyChecker(books);
    }
}
