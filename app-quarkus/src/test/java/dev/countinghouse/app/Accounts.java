package dev.countinghouse.app;

import io.restassured.response.Response;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Accounts for tests, each its own. */
public final class Accounts {

    private Accounts() {}

    /** In UTC, billed in USD; opened again, nothing changes. */
    public static void open(String id, String... subjects) {
        request(id, subjects).then().statusCode(201);
    }

    static Response request(String id, String... subjects) {
        String list = Arrays.stream(subjects).map(each -> '"' + each + '"').collect(Collectors.joining(", "));
        return Api.asAdministrator()
                .body("{\"id\": \"" + id + "\", \"name\": \"" + id
                        + "\", \"timeZone\": \"UTC\", \"currency\": \"USD\", \"subjects\": [" + list + "]}")
                .post("/accounts");
    }
}
