package dev.countinghouse.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/** A table of wrong calls: each has to be answered with a problem that names what is wrong, and to store nothing. */
final class Wrong {

    private final String account;
    private final String path;
    private final List<DynamicTest> tests = new ArrayList<>();

    private Wrong(String account, String path) {
        this.account = account;
        this.path = path;
    }

    /** @param account whose data must stay as it is */
    static Wrong postTo(String path, String account) {
        return new Wrong(account, path);
    }

    Wrong is(int status, String body, String... named) {
        tests.add(DynamicTest.dynamicTest(status + " " + body.substring(0, Math.min(80, body.length())), () -> {
            Stored before = Stored.of(account);
            Response response = Api.asAdministrator().body(body).post(path);
            assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
            assertThat(response.contentType()).startsWith("application/problem+json");
            for (String name : named) {
                assertThat(response.asString()).contains(name);
            }
            assertThat(Stored.of(account)).isEqualTo(before);
        }));
        return this;
    }

    /** What is wrong with any body. */
    Wrong isNoSuchBody() {
        return is(400, "", "body")
                .is(400, "null", "body")
                .is(400, "[]", "body")
                .is(400, "\"text\"", "body")
                .is(400, "{\"", "line 1")
                .is(400, "{} {}")
                .is(400, "{\"colour\": 1}", "colour");
    }

    Stream<DynamicTest> tests() {
        return tests.stream();
    }
}
