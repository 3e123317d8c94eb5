package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ServiceDatabase.class)
class LedgerVerificationTest extends CreditCalls {

    @Test
    void whoChangesAByteIsFound() {
        tenEntries();
        get("/ledger/verification").body("inOrder", is(true));
        Tampering.run("update journal_entry set about = 'hOld' where account_id = '" + account + "' and ordinal = 4");

        get("/ledger/verification")
                .statusCode(200)
                .body("inOrder", is(false))
                .body("head.entries", is(3))
                .body("defect.ordinal", is(4))
                .body("defect.reason", containsString("sealed"));
    }

    @Test
    void whoCutsTheEndOffIsFound() {
        tenEntries();
        String seal = get("/ledger/verification").extract().path("head.seal");
        get("/ledger/verification?entries=10&seal=" + seal).body("inOrder", is(true));
        hold("h10", "0.1").statusCode(200);
        get("/ledger/verification?entries=10&seal=" + seal).body("inOrder", is(true));
        Tampering.run("delete from journal_entry where account_id = '" + account + "' and ordinal > 8");

        get("/ledger/verification")
                .body("inOrder", is(false))
                .body("defect.ordinal", is(9))
                .body("defect.reason", containsString("missing"));
        // whoever cuts the head and the balances to fit is found by the head that was exported
        Tampering.run(
                """
                update ledger_head
                   set entries = 8,
                       seal = (select seal from journal_entry where account_id = '@' and ordinal = 8)
                 where account_id = '@'
                """
                        .replace("@", account),
                """
                update ledger_balance
                   set amount = coalesce((
                       select sum(part.amount)
                         from journal_entry
                        cross join unnest(accounts, units, amounts) as part (account, unit, amount)
                        where journal_entry.account_id = '@' and part.account = ledger_account), 0)
                 where account_id = '@'
                """
                        .replace("@", account));
        get("/ledger/verification").body("inOrder", is(true)).body("head.entries", is(8));
        get("/ledger/verification?entries=10&seal=" + seal)
                .body("inOrder", is(false))
                .body("defect.ordinal", is(9));
    }

    @Test
    void headsOfAllLedgersAreExportedPageByPage() {
        tenEntries();
        String seal = get("/ledger/verification").extract().path("head.seal");
        List<String> found = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = admin().get("/ledger/heads?limit=2&cursor=" + cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            page.getList("items.account", String.class).forEach(found::add);
            if (page.getList("items.account").contains(account)) {
                assertThat(page.getList("items.seal", String.class)).contains(seal);
            }
            cursor = page.getString("nextCursor");
        }
        assertThat(found).contains(account).isSorted().doesNotHaveDuplicates();
    }
}
