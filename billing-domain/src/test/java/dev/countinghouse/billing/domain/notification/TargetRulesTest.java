package dev.countinghouse.billing.domain.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetRulesTest {

    private static final TargetRules STRICT = TargetRules.PUBLIC_ONLY;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.0.1",
                "169.254.169.254",
                "169.254.170.2",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.1",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.1",
                "203.0.113.1",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "168.63.129.16",
                "::",
                "::1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fd00:ec2::254",
                "ff02::1",
                "::127.0.0.1",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "64:ff9b::7f00:1",
                "64:ff9b:1::7f00:1",
                "100::1",
                "2001::1",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "2002:a00:1::1",
                "3fff::1",
                "4000::1",
                "5f00::1"
            })
    void whatIsNotOnThePublicInternetIsRefused(String address) throws UnknownHostException {
        assertThat(STRICT.refusal(InetAddress.getByName(address)))
                .hasValueSatisfying(reason -> assertThat(reason).contains("allowed-networks"));
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThat(STRICT.refusal(Channel.WEBHOOK, "https://" + host + "/hook")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700::1111",
                "2a00:1450:4001:80f::200e",
                "2001:4860:4860::8888",
                "2003::1",
                "::ffff:8.8.8.8"
            })
    void whatIsOnThePublicInternetIsTaken(String address) throws UnknownHostException {
        assertThat(STRICT.refusal(InetAddress.getByName(address))).isEmpty();
    }

    @Test
    void aNetworkOfTheHouseMayBeAllowed() throws UnknownHostException {
        TargetRules house =
                new TargetRules(false, List.of(AddressRange.parse("10.20.0.0/15"), AddressRange.parse("fd12::/16")));

        assertThat(house.refusal(InetAddress.getByName("10.21.255.255"))).isEmpty();
        assertThat(house.refusal(InetAddress.getByName("10.22.0.0"))).isPresent();
        assertThat(house.refusal(InetAddress.getByName("fd12:3::1"))).isEmpty();
        assertThat(house.refusal(InetAddress.getByName("fd13::1"))).isPresent();
        assertThat(house.refusal(Channel.WEBHOOK, "https://10.20.0.1:8443/hook"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    http://example.com/hook            | allow-http
                    ftp://example.com/hook             | https://
                    file:///etc/passwd                 | https://
                    gopher://example.com               | https://
                    example.com/hook                   | https://
                    https:/hook                        | name a host
                    https://                           | URL
                    https://user:secret@example.com/   | password
                    https://example.com@10.0.0.1/      | password
                    https://example.com/#part          | #
                    https://exam ple.com/              | URL
                    https://example.com:22/            | port 22
                    https://example.com:0/             | port 0
                    https://example.com:65536/         | port 65536
                    https://127.1/                     | host
                    https://2130706433/                | full address
                    https://0x7f000001/                | full address
                    https://0x7f.0.0.1/                | host
                    https://017700000001/              | full address
                    https://0177.0.0.1/                | full address
                    https://256.1.1.1/                 | host
                    https://127.0.0.1./                | host
                    https://[::ffff:127.0.0.1]/        | public internet
                    https://[fe80::1%25eth0]/          | host
                    """)
    void aUrlThatIsWrongIsRefusedForWhatIsWrongWithIt(String url, String reason) {
        assertThat(STRICT.refusal(Channel.WEBHOOK, url)).as(url).hasValueSatisfying(said -> assertThat(said)
                .contains(reason));
        assertThat(STRICT.refusal(Channel.SLACK, url)).as(url).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com",
                "https://example.com/hook?a=b&c=%20",
                "https://example.com:8443/hook",
                "https://xn--bcher-kva.example/",
                "https://1.1.1.1/"
            })
    void aUrlOfThePublicInternetIsTaken(String url) {
        assertThat(STRICT.refusal(Channel.WEBHOOK, url)).isEmpty();
    }

    @Test
    void plainHttpIsTakenWhereItIsAllowed() {
        TargetRules plain = new TargetRules(true, List.of());

        assertThat(plain.refusal(Channel.WEBHOOK, "http://example.com/hook")).isEmpty();
        assertThat(plain.refusal(Channel.WEBHOOK, "http://127.0.0.1/hook")).isPresent();
        assertThat(plain.refusal(Channel.WEBHOOK, "ftp://example.com/hook")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"billing@example.com", "a.b+c@sub.example.com", "o'hara@example.com"})
    void anEMailAddressIsTaken(String address) {
        assertThat(STRICT.refusal(Channel.EMAIL, address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com",
                "@example.com",
                "a@",
                "a b@example.com",
                "a@b,c@d.com",
                "Name <a@example.com>",
                "a@example.com\r\nBcc: x@example.com",
                "a@@example.com"
            })
    void whatIsNoEMailAddressIsRefused(String address) {
        assertThat(STRICT.refusal(Channel.EMAIL, address)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "example.com/8", "fd00::/129", "10.0/8", "/8", "10.0.0.0/-1"})
    void whatIsNoRangeIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AddressRange.parse(text))
                .withMessageContaining("'" + text + "'");
    }
}
