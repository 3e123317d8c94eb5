package dev.countinghouse.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.countinghouse.billing.domain.account.AccountId;
import dev.countinghouse.billing.domain.ledger.EntrySeal;
import dev.countinghouse.billing.domain.ledger.LedgerCheck.Defect;
import dev.countinghouse.billing.domain.ledger.LedgerHead;
import dev.countinghouse.billing.ports.driving.UnknownException;
import dev.countinghouse.billing.ports.driving.VerifyLedger;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerCommandTest {

    private final Ledgers ledgers = new Ledgers();
    private KeptHeads kept = KeptHeads.NONE;

    @Test
    void everyLedgerIsALineAndOneThatIsBrokenIsTold() {
        for (int i = 0; i < 2_500; i++) {
            ledgers.put("a" + (10_000 + i), Optional.empty());
        }
        assertThat(ran(LedgerCommand::verifyAll)).hasSize(2_501).endsWith("exit 0");

        ledgers.put("a11200", Optional.of(new Defect(4, "it was changed")));
        assertThat(ran(LedgerCommand::verifyAll))
                .hasSize(2_501)
                .endsWith("exit 1")
                .contains("a11200\t3\t" + "ab".repeat(32) + "\tBROKEN at entry 4: it was changed")
                .contains("a11201\t3\t" + "ab".repeat(32) + "\tin order");
    }

    @Test
    void oneAccountIsVerifiedByItself() {
        ledgers.put("acme", Optional.empty());
        ledgers.put("other", Optional.of(new Defect(1, "gone")));
        assertThat(ran(command -> command.verifyOne(new AccountId("acme"))))
                .hasSize(2)
                .endsWith("exit 0");
        assertThat(ran(command -> command.verifyOne(new AccountId("nobody"))))
                .containsExactly("nobody\tUNKNOWN: there is no account 'nobody'", "exit 1");
    }

    @Test
    void ledgersAreVerifiedAgainstHeadsThatWereKept(@TempDir Path folder) throws IOException {
        String page = "{\"items\": [{\"account\": \"%s\", \"entries\": %d, \"seal\": \"" + "ab".repeat(32) + "\"}]}";
        Path file = Files.writeString(
                folder.resolve("heads.json"), page.formatted("acme", 3) + "\n" + page.formatted("gone", 7));
        ledgers.put("acme", Optional.empty());
        ledgers.put("new", Optional.empty());
        kept = KeptHeads.of(file);

        assertThat(ran(LedgerCommand::verifyAll))
                .hasSize(4)
                .endsWith("gone\tUNKNOWN: there is no account 'gone'", "exit 1");
        assertThat(ledgers.asked)
                .containsExactly(kept.of(new AccountId("acme")), Optional.empty(), kept.of(new AccountId("gone")));
    }

    @Test
    void whatIsNoFileOfHeadsIsSaid(@TempDir Path folder) throws IOException {
        for (String text : List.of("", "x", "{}", "{\"items\": []}", "{\"items\": [{\"account\": \"acme\"}]}")) {
            Path file = Files.writeString(folder.resolve("heads.json"), text);
            assertThatIllegalArgumentException()
                    .as(text)
                    .isThrownBy(() -> KeptHeads.of(file))
                    .withMessageContaining("heads.json");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KeptHeads.of(folder.resolve("none.json")))
                .withMessageContaining("none.json");
    }

    private List<String> ran(ToIntFunction<LedgerCommand> work) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            out.println("exit " + work.applyAsInt(new LedgerCommand(ledgers, kept, out)));
        }
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static final class Ledgers implements VerifyLedger {

        private final SortedMap<AccountId, Finding> findings = new TreeMap<>();
        private final List<Optional<LedgerHead>> asked = new ArrayList<>();

        void put(String account, Optional<Defect> defect) {
            AccountId id = new AccountId(account);
            findings.put(id, new Finding(new LedgerHead(id, 3, new EntrySeal("ab".repeat(32))), defect));
        }

        @Override
        public Finding verify(AccountId account, Optional<LedgerHead> kept) {
            asked.add(kept);
            return Optional.ofNullable(findings.get(account))
                    .orElseThrow(() -> new UnknownException("there is no account '" + account + "'"));
        }

        @Override
        public List<LedgerHead> heads(Optional<AccountId> after, int limit) {
            return findings.values().stream()
                    .map(Finding::head)
                    .filter(head -> after.filter(last -> head.account().compareTo(last) <= 0)
                            .isEmpty())
                    .limit(limit)
                    .toList();
        }
    }
}
