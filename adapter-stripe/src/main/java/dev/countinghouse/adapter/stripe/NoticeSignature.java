package dev.countinghouse.adapter.stripe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@code Stripe-Signature}: a second, and signatures of it and the body by the secrets the endpoint has. Read
 * strictly, and over the bytes that came: the SDK's own check throws for some headers, takes text for bytes, and does not
 * mind seconds that are still to come.
 *
 * @param second since 1970, in UTC
 * @param signatures of scheme {@code v1}, the only one that counts
 */
record NoticeSignature(long second, List<byte[]> signatures) {

    private static final String MAC = "HmacSHA256";
    private static final int LONGEST = 4_096;
    private static final Pattern ITEM =
            Pattern.compile("(t)=([1-9][0-9]{0,11})|(v1)=([0-9a-f]{64})|v0=[0-9a-f]{1,128}");

    /** Empty if it is not as Stripe writes it. */
    static Optional<NoticeSignature> parse(String header) {
        if (header.length() > LONGEST) {
            return Optional.empty();
        }
        List<Long> seconds = new ArrayList<>();
        List<byte[]> signatures = new ArrayList<>();
        for (String item : header.split(",", -1)) {
            Matcher parts = ITEM.matcher(item);
            if (!parts.matches()) {
                return Optional.empty();
            }
            if (parts.group(1) != null) {
                seconds.add(Long.parseLong(parts.group(2)));
            } else if (parts.group(3) != null) {
                signatures.add(HexFormat.of().parseHex(parts.group(4)));
            }
        }
        return seconds.size() == 1 && !signatures.isEmpty()
                ? Optional.of(new NoticeSignature(seconds.get(0), signatures))
                : Optional.empty();
    }

    boolean isOf(byte[] body, List<String> secrets) {
        return secrets.stream().map(secret -> sign(body, secret)).anyMatch(ours -> signatures.stream()
                .anyMatch(theirs -> MessageDigest.isEqual(ours, theirs)));
    }

    private byte[] sign(byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            mac.update((second + ".").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(body);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + MAC, impossible);
        }
    }
}
