package dev.countinghouse.billing.domain.notice;

import java.util.regex.Pattern;

/** What the provider calls a notice; the same however often it is sent. */
public record NoticeId(String value) {

    private static final Pattern FORM = Pattern.compile("[!-~]{1,255}");

    public NoticeId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("notice id '" + value + "' must have 1 to 255 visible ASCII characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
