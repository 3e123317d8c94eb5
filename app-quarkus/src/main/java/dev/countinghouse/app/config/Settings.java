package dev.countinghouse.app.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What an operator sets, as {@code countinghouse.…} or {@code COUNTINGHOUSE_…}. */
@ConfigMapping(prefix = "countinghouse")
public interface Settings {

    Database database();

    Seller seller();

    Invoices invoices();

    /** Who makes invoices: this service, or whoever takes the payments. */
    @WithDefault("countinghouse")
    Invoicing invoicing();

    Usage usage();

    Ledger ledger();

    Http http();

    Jobs jobs();

    Alerts alerts();

    Sessions sessions();

    Gate gate();

    PaymentSettings payments();

    Dunning dunning();

    Registrations registrations();

    Tracing tracing();

    Webhooks webhooks();

    MailServer mail();

    /** What signing secrets of webhooks are sealed with in the database: the first seals, all of them open. */
    Optional<List<String>> encryptionKey();

    /** The secret of the first administrator key; made up and shown once where it is absent. */
    Optional<String> adminKey();

    /** Whether time stands still and is moved by hand; for trying things out, never for billing anybody. */
    @WithDefault("false")
    boolean testClock();

    /** For margins of accounts not billed in USD: {@code 2026-01-31 USD EUR 0.865} holds from that day on. */
    Optional<List<String>> exchangeRates();

    interface Database {

        /** {@code jdbc:postgresql://…}; without it the service does not start. */
        Optional<String> url();

        /** Whether the owner's login migrates the schema at start; off where migrations are run apart. */
        @WithDefault("true")
        boolean migrate();

        Login service();

        Login system();

        Login owner();
    }

    interface Http {

        /** How long a body may take from its first byte to its last. */
        @WithDefault("60s")
        Duration bodyTimeout();
    }

    interface Login {
        String user();

        Optional<String> password();

        @WithDefault("8")
        int connections();
    }

    /** Who invoices are from. */
    interface Seller {
        @WithDefault("Seller")
        String name();

        Optional<List<String>> address();

        Optional<String> taxId();
    }

    interface Invoices {
        @WithDefault("INV")
        String series();

        @WithDefault("CN")
        String creditNoteSeries();

        @WithDefault("P14D")
        Duration paymentTerm();

        /** Files of fonts for PDFs, for what the bundled one lacks. */
        Optional<List<String>> fonts();
    }

    enum Invoicing {
        COUNTINGHOUSE,
        PROVIDER
    }

    interface Ledger {
        /** What entries about credits are sealed with; made of the last encryption key where it is absent. */
        Optional<String> key();
    }

    /** What the service does by itself. */
    interface Jobs {
        /** Whether this process takes part in it; at least one has to. */
        @WithDefault("true")
        boolean enabled();

        /** How often this process looks whether a job is due; messages are delivered as often. */
        @WithDefault("PT2S")
        Duration pollingInterval();
    }

    interface Alerts {

        /** Per cent of allowances and budgets that are told of, where an account has chosen nothing else; none for none. */
        @WithDefault("80,100,120")
        Optional<List<String>> thresholds();
    }

    /** How calls are decided where Redis is used: {@code quarkus.redis.active} and {@code quarkus.redis.hosts}. */
    interface Gate {

        /** For how long the terms of an account are remembered, at most. */
        @WithDefault("PT1M")
        Duration fresh();

        /** After which Redis is not waited for any longer, and the database decides. */
        @WithDefault("PT0.25S")
        Duration timeout();
    }

    /** How what runs by the second is paid with credits and watched. */
    interface Sessions {

        /** For how long credits are reserved ahead of a session, at its start and with each sign of life. */
        @WithDefault("PT10M")
        Duration ahead();

        /** After how long without a sign of life a session is taken to be dead. */
        @WithDefault("PT5M")
        Duration patience();

        /** How long a session may run on after its credits have run out; what it uses then is owed. */
        @WithDefault("PT1M")
        Duration grace();

        /** How many sessions and purchases an account may start within a clock hour. */
        @WithDefault("1000")
        int startsPerHour();

        /** And how many sessions each of its users, where their attribute {@code user} names one. */
        @WithDefault("1000")
        int userStartsPerHour();
    }

    /** What follows when an invoice is not paid; all of it is counted from the first failure. */
    interface Dunning {

        /** After how long payment is tried again; with the last of them the grace begins. */
        @WithDefault("P1D,P3D,P5D,P7D")
        List<Duration> retries();

        /** For how long all goes on after the last try. */
        @WithDefault("P3D")
        Duration grace();

        /** For how long nothing may be used after that, before the subscriptions end. */
        @WithDefault("P20D")
        Duration restriction();
    }

    /** How customers begin that register. */
    interface Registrations {

        /** The plan of those that name none; without it each has to. */
        Optional<String> plan();
    }

    /** How endpoints are told what happens. */
    interface Webhooks {
        /** Whether URLs may begin with http://; for trying things out, the signature is not secrecy. */
        @WithDefault("false")
        boolean allowHttp();

        /** Networks that URLs may lead to although they are not on the public internet. */
        Optional<List<String>> allowedNetworks();

        /** How long a receiver may take to answer. */
        @WithDefault("PT15S")
        Duration timeout();

        /** To how many endpoints this process sends at once. */
        @WithDefault("32")
        int senders();

        /** How long it is known what was sent. */
        @WithDefault("P30D")
        Duration keepLog();
    }

    /** What e-mail leaves through. Port, login and TLS are settings of the platform. */
    interface MailServer {
        /** Without it letters are logged and not sent. */
        Optional<String> host();

        @WithDefault("billing@localhost")
        String from();
    }

    interface Tracing {
        /** Where spans are sent, as OTLP over gRPC; without it none are. */
        Optional<String> endpoint();
    }

    interface Usage {
        /** How far back the time of an event may lie. */
        @WithDefault("P35D")
        Duration acceptedPast();

        @WithDefault("PT5M")
        Duration acceptedFuture();
    }
}
