package dev.countinghouse.billing.domain.notification;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Internet addresses that begin alike: {@code 10.0.0.0/8}, {@code fd00::/8}. An IPv4 address is in no range of IPv6. */
public final class AddressRange {

    private static final Pattern FORM =
            Pattern.compile("([0-9]+(?:\\.[0-9]+){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)/([0-9]{1,3})");

    private final byte[] prefix;
    private final int bits;
    private final String text;

    private AddressRange(byte[] prefix, int bits, String text) {
        this.prefix = prefix;
        this.bits = bits;
        this.text = text;
    }

    public static AddressRange parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (matcher.matches()) {
            try {
                byte[] prefix = InetAddress.getByName(matcher.group(1)).getAddress();
                int bits = Integer.parseInt(matcher.group(2));
                if (bits <= prefix.length * Byte.SIZE) {
                    return new AddressRange(prefix, bits, text);
                }
            } catch (UnknownHostException noAddress) {
                // said below
            }
        }
        throw new IllegalArgumentException("'" + text + "' is no range of addresses, such as 10.0.0.0/8 or fd00::/8");
    }

    public boolean contains(InetAddress address) {
        byte[] given = address.getAddress();
        if (given.length != prefix.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (!Arrays.equals(given, 0, whole, prefix, 0, whole)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        int mask = 0xff << (Byte.SIZE - rest) & 0xff;
        return rest == 0 || (given[whole] & mask) == (prefix[whole] & mask);
    }

    @Override
    public String toString() {
        return text;
    }
}
