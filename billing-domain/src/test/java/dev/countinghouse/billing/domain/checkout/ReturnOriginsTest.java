package dev.countinghouse.billing.domain.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnOriginsTest {

    private static final ReturnOrigins LISTED = ReturnOrigins.of(
            List.of("https://app.example.com", "https://OTHER.example:8443/", "http://localhost:3000"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://app.example.com",
                "https://app.example.com/",
                "https://APP.example.com:443/done?a=b#c",
                "HTTPS://app.example.com/a/../b",
                "https://other.example:8443/x",
                "http://localhost:3000/done"
            })
    void whatIsListedMayBeReturnedTo(String page) {
        assertThat(LISTED.refusal(page)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "/done",
                "//app.example.com/",
                "app.example.com",
                "http://app.example.com/",
                "https://app.example.com:8443/",
                "https://other.example/",
                "https://app.example.com.evil.example/",
                "https://evil.example/https://app.example.com",
                "https://evil.example?https://app.example.com",
                "https://evil.example#https://app.example.com",
                "https://app.example.com@evil.example/",
                "https://evil.example\\@app.example.com/",
                "https://app.example.com\\.evil.example/",
                "https://app.example.com\u0000.evil.example/",
                "https://app.example.com\n.evil.example/",
                " https://app.example.com/",
                "https:app.example.com",
                "https:///app.example.com",
                "https://app.example.com:99999999999/",
                "https://аpp.example.com/",
                "http://localhost/",
                "http://127.0.0.1:3000/",
                "javascript:alert(1)",
                "javascript://app.example.com/%0aalert(1)",
                "data:text/html,x",
                "ftp://app.example.com/",
                "file:///etc/passwd"
            })
    void anythingElseMayNot(String page) {
        assertThat(LISTED.refusal(page))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("is '" + page + "'"));
    }

    @Test
    void whereNoneIsListedItIsThisMachine() {
        for (String page :
                List.of("http://localhost:1/", "http://127.0.0.1:8080/x", "http://[::1]/", "https://localhost/")) {
            assertThat(ReturnOrigins.LOCAL.refusal(page)).as(page).isEmpty();
        }
        for (String page : List.of("https://app.example.com/", "http://localhost.evil.example/", "http://10.0.0.1/")) {
            assertThat(ReturnOrigins.LOCAL.refusal(page)).as(page).isPresent();
        }
        assertThat(ReturnOrigins.LOCAL.refusal("http://localhost/" + "x".repeat(2_000)))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"app.example.com", "http://app.example.com", "https://app.example.com/path", "https://*", "*", ""
            })
    void anOriginIsSchemeAndHost(String origin) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ReturnOrigins.of(List.of(origin)))
                .withMessageContaining("'" + origin + "'");
    }
}
