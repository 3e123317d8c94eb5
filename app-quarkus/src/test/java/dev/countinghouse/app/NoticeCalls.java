package dev.countinghouse.app;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;

/** Notices as the payment provider signs and sends them, written out here so that both sides cannot be wrong in the same way. */
final class NoticeCalls {

    static final List<String> DOORS = List.of("/webhooks/payments", "/billing/webhook", "/billing/webhooks");

    private static final String MAC = "HmacSHA256";

    private NoticeCalls() {}

    static String body(String type, String time, String data) {
        return "{\"type\":\"" + type + "\",\"timestamp\":\"" + time + "\",\"data\":" + data + "}";
    }

    /** The headers of a request, to be spoilt. */
    static Map<String, String> signed(String id, long second, String body) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("webhook-id", id);
        headers.put("webhook-timestamp", String.valueOf(second));
        byte[] signature = hmac(secret(), (id + "." + second + "." + body).getBytes(StandardCharsets.UTF_8));
        headers.put("webhook-signature", "v1," + Base64.getEncoder().encodeToString(signature));
        return headers;
    }

    /** What the service makes of its encryption key. */
    private static byte[] secret() {
        String key = ConfigProvider.getConfig().getValue("countinghouse.encryption-key", String.class);
        return hmac(HexFormat.of().parseHex(key), "countinghouse payment stand-in".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key, MAC));
            return mac.doFinal(text);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static Response post(String door, Map<String, String> headers, String body) {
        RequestSpecification request = Api.anonymous();
        headers.forEach(request::header);
        return request.body(body.getBytes(StandardCharsets.UTF_8)).post(door);
    }
}
