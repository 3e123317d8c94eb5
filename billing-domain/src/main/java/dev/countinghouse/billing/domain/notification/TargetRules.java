package dev.countinghouse.billing.domain.notification;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Where messages may go. Whoever makes an endpoint chooses where the service connects to, so everything is refused that is
 * not on the public internet: else the service would call what only it can reach. A name is no answer to that; whoever
 * connects has to ask again for the very address.
 *
 * @param plainHttp whether URLs without TLS are taken
 * @param allowed networks that are taken although they are not public
 */
public record TargetRules(boolean plainHttp, List<AddressRange> allowed) {

    public static final TargetRules PUBLIC_ONLY = new TargetRules(false, List.of());

    private static final int LONGEST = 2_000;
    private static final int HTTP = 80;
    private static final int HTTPS = 443;
    private static final int FIRST_UNPRIVILEGED = 1024;
    private static final int LAST_PORT = 65_535;

    /** A last label of digits makes a host an address, in one of the many forms that some programs read. */
    private static final Pattern NUMERIC = Pattern.compile("(.*\\.)?([0-9]+|0[xX][0-9a-fA-F]*)\\.?");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@<>,;:\"()\\[\\]\\\\\\p{Cc}]{1,64}@[A-Za-z0-9.-]{1,253}");

    /** What IANA has set aside, and the one address of a cloud's metadata that lies in public space. */
    private static final List<AddressRange> NOT_PUBLIC = Stream.of(
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "224.0.0.0/4",
                    "240.0.0.0/4",
                    "168.63.129.16/32",
                    // tunnels that end at an IPv4 address, and what is for documents
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "3fff::/20")
            .map(AddressRange::parse)
            .toList();

    /** All that is given out of IPv6: loopback, private, link-local, multicast and embedded IPv4 lie outside. */
    private static final AddressRange IPV6 = AddressRange.parse("2000::/3");

    private static final int IPV4_BYTES = 4;

    public TargetRules {
        allowed = List.copyOf(allowed);
    }

    /** Why nothing may be sent to a target; empty if it may, as far as can be told without asking for its address. */
    public Optional<String> refusal(Channel channel, String target) {
        if (channel == Channel.EMAIL) {
            return EMAIL.matcher(target).matches()
                    ? Optional.empty()
                    : Optional.of("is '" + target + "', it must be an e-mail address such as billing@example.com");
        }
        return target.length() > LONGEST
                ? Optional.of("has " + target.length() + " characters, it may have " + LONGEST)
                : urlRefusal(target);
    }

    private Optional<String> urlRefusal(String target) {
        URI url;
        try {
            url = new URI(target);
        } catch (URISyntaxException malformed) {
            return Optional.of("is '" + target + "', it must be a URL such as https://example.com/billing");
        }
        String scheme = String.valueOf(url.getScheme());
        if (!scheme.equals("https") && !(plainHttp && scheme.equals("http"))) {
            return Optional.of("begins with '" + scheme + "', it must begin with https://"
                    + (plainHttp ? " or http://" : "; http:// takes the setting countinghouse.webhooks.allow-http"));
        }
        if (url.getRawUserInfo() != null) {
            return Optional.of("contains a user and password, it must not: the signature says who sends");
        }
        if (url.getRawFragment() != null) {
            return Optional.of("contains a #, which is never sent: leave it out");
        }
        return url.getHost() == null
                ? Optional.of("is '" + target + "', it must name a host, such as https://example.com/billing")
                : portRefusal(url).or(() -> hostRefusal(url.getHost()));
    }

    private static Optional<String> portRefusal(URI url) {
        int port = url.getPort();
        boolean usual = port == -1 || port == HTTP || port == HTTPS || port >= FIRST_UNPRIVILEGED && port <= LAST_PORT;
        return usual
                ? Optional.empty()
                : Optional.of("has port " + port + ", it must be 80, 443 or from 1024 to " + LAST_PORT);
    }

    private Optional<String> hostRefusal(String host) {
        boolean ipv6 = host.startsWith("[");
        if (!ipv6 && !NUMERIC.matcher(host).matches()) {
            return Optional.empty();
        }
        if (!ipv6 && !QUAD.matcher(host).matches()) {
            return Optional.of("has host '" + host + "', it must be a name or a full address");
        }
        try {
            return refusal(InetAddress.getByName(host));
        } catch (UnknownHostException noAddress) {
            return Optional.of("has host '" + host + "', which is no address");
        }
    }

    /** Why nothing may be sent to an address; empty if it may. */
    public Optional<String> refusal(InetAddress address) {
        boolean fine = allowed.stream().anyMatch(range -> range.contains(address)) || isPublic(address);
        return fine
                ? Optional.empty()
                : Optional.of(
                        "leads to " + address.getHostAddress()
                                + ", which is not on the public internet; countinghouse.webhooks.allowed-networks may allow it");
    }

    private static boolean isPublic(InetAddress address) {
        return NOT_PUBLIC.stream().noneMatch(range -> range.contains(address))
                && (address.getAddress().length == IPV4_BYTES || IPV6.contains(address));
    }
}
