package dev.countinghouse.billing.domain.checkout;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Which pages customers may be sent back to. Whoever can name any page has a link on our address that leads to his, so the
 * origins are listed.
 */
public final class ReturnOrigins {

    /** Any port of this machine, for trying things out. */
    public static final ReturnOrigins LOCAL = new ReturnOrigins(Collections.emptySortedSet());

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int LONGEST = 2_000;

    private final SortedSet<String> origins;

    private ReturnOrigins(SortedSet<String> origins) {
        this.origins = origins;
    }

    /**
     * Those with these origins.
     *
     * @throws IllegalArgumentException unless each is like {@code https://app.example.com}
     */
    public static ReturnOrigins of(List<String> origins) {
        SortedSet<String> parsed = new TreeSet<>();
        for (String origin : origins) {
            URI url = uri(origin).orElseThrow(() -> malformed(origin));
            boolean isBare = (url.getRawPath() == null || url.getRawPath().matches("/?"))
                    && url.getRawQuery() == null
                    && url.getRawFragment() == null;
            if (!isBare || !isReachable(url)) {
                throw malformed(origin);
            }
            parsed.add(originOf(url));
        }
        return new ReturnOrigins(parsed);
    }

    /** Those with the origin of a page; with that of any port of this machine, if that is where it is. */
    public static ReturnOrigins beside(URI page) {
        return isHere(page) ? LOCAL : of(List.of(originOf(page)));
    }

    private static IllegalArgumentException malformed(String origin) {
        return new IllegalArgumentException("'" + origin
                + "' is no origin to return to, it must be like https://app.example.com, or http:// on localhost");
    }

    /** Whether a page may be returned to, or what is wrong with it. */
    public Optional<String> refusal(String page) {
        Optional<URI> url = page.length() <= LONGEST ? uri(page) : Optional.empty();
        if (url.isEmpty() || !isReachable(url.get())) {
            return Optional.of(
                    "is '" + page + "', it must be a URL with https://, or with http:// on localhost, of at most "
                            + LONGEST + " characters");
        }
        boolean isListed = origins.isEmpty() ? isHere(url.get()) : origins.contains(originOf(url.get()));
        return isListed
                ? Optional.empty()
                : Optional.of(
                        "is '" + page + "', it must be on one of " + (origins.isEmpty() ? THIS_MACHINE : origins));
    }

    private static Optional<URI> uri(String text) {
        try {
            // browsers take a backslash for a slash, so what is behind it may be another host for them
            URI url = new URI(text).parseServerAuthority();
            return url.getHost() == null || url.getRawUserInfo() != null ? Optional.empty() : Optional.of(url);
        } catch (URISyntaxException malformed) {
            return Optional.empty();
        }
    }

    private static boolean isReachable(URI url) {
        String scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        return scheme.equals("https") || (scheme.equals("http") && isHere(url));
    }

    private static boolean isHere(URI url) {
        return THIS_MACHINE.contains(url.getHost().toLowerCase(Locale.ROOT));
    }

    private static String originOf(URI url) {
        String scheme = url.getScheme().toLowerCase(Locale.ROOT);
        int usual = scheme.equals("https") ? 443 : 80;
        int port = url.getPort() == -1 ? usual : url.getPort();
        return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + (port == usual ? "" : ":" + port);
    }
}
