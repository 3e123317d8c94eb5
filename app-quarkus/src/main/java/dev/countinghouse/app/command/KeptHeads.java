package dev.countinghouse.app.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Heads of ledgers that were exported earlier: pages as {@code GET /ledger/heads} answers them, one behind the other. */
record KeptHeads(SortedMap<AccountId, LedgerHead> heads) {

    static final KeptHeads NONE = new KeptHeads(new TreeMap<>(AccountId.BY_CODE_POINTS));

    KeptHeads {
        heads = Collections.unmodifiableSortedMap(heads);
    }

    /** @throws IllegalArgumentException for a file that is none of these, or that has an account twice */
    static KeptHeads of(Path file) {
        SortedMap<AccountId, LedgerHead> heads = new TreeMap<>(AccountId.BY_CODE_POINTS);
        try (MappingIterator<JsonNode> pages =
                new ObjectMapper().readerFor(JsonNode.class).readValues(Files.readAllBytes(file))) {
            while (pages.hasNextValue()) {
                JsonNode items = pages.nextValue().path("items");
                require(items.isArray(), file, "has a page without items");
                for (JsonNode item : items) {
                    LedgerHead head = head(file, item);
                    require(heads.put(head.account(), head) == null, file, "has account " + head.account() + " twice");
                }
            }
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "heads file '" + file + "' cannot be read: " + unreadable.getMessage(), unreadable);
        }
        require(!heads.isEmpty(), file, "has no head");
        return new KeptHeads(heads);
    }

    private static LedgerHead head(Path file, JsonNode item) {
        JsonNode account = item.path("account");
        JsonNode entries = item.path("entries");
        JsonNode seal = item.path("seal");
        require(
                account.isTextual() && entries.canConvertToLong() && entries.isIntegralNumber() && seal.isTextual(),
                file,
                "has " + item + ", a head has account, entries and seal");
        return new LedgerHead(new AccountId(account.textValue()), entries.longValue(), new EntrySeal(seal.textValue()));
    }

    private static void require(boolean right, Path file, String otherwise) {
        if (!right) {
            throw new IllegalArgumentException("heads file '" + file + "' " + otherwise
                    + "; it must be what GET /api/v1/ledger/heads answered, all pages one behind the other");
        }
    }

    Optional<LedgerHead> of(AccountId account) {
        return Optional.ofNullable(heads.get(account));
    }
}
