package dev.countinghouse.app;

import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;

/** Calls of the service under test. */
public final class Api {

    private Api() {}

    public static RequestSpecification asAdministrator() {
        return with(ServiceDatabase.ADMIN_KEY);
    }

    public static RequestSpecification with(String key) {
        return anonymous().header("Authorization", "Bearer " + key);
    }

    public static RequestSpecification anonymous() {
        return RestAssured.given().basePath("/api/v1").contentType(ContentType.JSON);
    }
}
