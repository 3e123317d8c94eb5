package dev.countinghouse.app.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.countinghouse.billing.domain.notification.AddressRange;
import dev.countinghouse.billing.domain.notification.TargetRules;
import dev.countinghouse.billing.ports.driven.WebPost.Answer;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIMatcher;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {

    private static final char[] PASSWORD = "password".toCharArray();

    @TempDir
    Path folder;

    @Test
    void itAsksForTheHostByNameAndTrustsNobodyWhoCannotProveIt() throws Exception {
        CompletableFuture<String> asked = new CompletableFuture<>();
        Vertx vertx = Vertx.vertx();
        try (SSLServerSocket server = (SSLServerSocket)
                selfSigned().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            SSLParameters parameters = server.getSSLParameters();
            parameters.setSNIMatchers(List.of(recording(asked)));
            server.setSSLParameters(parameters);
            Thread accepting = new Thread(() -> accept(server));
            accepting.setDaemon(true);
            accepting.start();
            PinnedWebPost post = new PinnedWebPost(
                    vertx,
                    new TargetRules(false, List.of(AddressRange.parse("127.0.0.0/8"))),
                    Duration.ofSeconds(5),
                    host -> new InetAddress[] {InetAddress.getByName("127.0.0.1")});

            Answer answer = post.post(
                    URI.create("https://receiver.example:" + server.getLocalPort() + "/"), new TreeMap<>(), "{}");

            assertThat(asked.get(5, TimeUnit.SECONDS)).isEqualTo("receiver.example");
            assertThat(answer.status()).isEmpty();
            assertThat(answer.failure())
                    .hasValueSatisfying(why -> assertThat(why).containsIgnoringCase("SSL"));
        } finally {
            vertx.close();
        }
    }

    private static SNIMatcher recording(CompletableFuture<String> asked) {
        return new SNIMatcher(0) {
            @Override
            public boolean matches(SNIServerName name) {
                asked.complete(new String(name.getEncoded(), StandardCharsets.US_ASCII));
                return true;
            }
        };
    }

    private static void accept(SSLServerSocket server) {
        try (SSLSocket socket = (SSLSocket) server.accept()) {
            socket.startHandshake();
            socket.getInputStream().read();
        } catch (IOException refused) {
            // the client does not trust us
        }
    }

    private SSLContext selfSigned() throws Exception {
        Path store = folder.resolve("store");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "x",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=receiver.example",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }
}
