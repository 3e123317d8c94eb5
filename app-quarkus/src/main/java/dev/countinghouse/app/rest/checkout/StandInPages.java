package dev.countinghouse.app.rest.checkout;

import dev.countinghouse.billing.ports.driven.CheckoutOrder;
import dev.countinghouse.billing.ports.driven.KnownCustomer;
import dev.countinghouse.billing.ports.standin.TestMethod;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the stand-in shows a browser: plain forms, without a script.
 *
 * <p>Their addresses are given, because what is shown after a mistake has another one than the page.
 */
final class StandInPages {

    private StandInPages() {}

    static Response response(int status, String html) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
                .header("Referrer-Policy", "no-referrer")
                .header("Cache-Control", "no-store")
                .entity(html)
                .build();
    }

    static String checkout(String address, CheckoutOrder order, String trouble) {
        String what = order.price()
                .map(price -> "Pay " + price.amount() + " for " + price.description())
                .orElse("Choose what you pay by");
        return page(
                what,
                trouble,
                """
                <form method="post" action="%1$s/complete"><label>Method %2$s</label><button>%3$s</button></form>
                <form method="post" action="%1$s/cancel"><button>Cancel</button></form>
                """,
                escaped(address),
                methods(),
                order.price().isPresent() ? "Pay" : "Use it");
    }

    static String portal(String address, KnownCustomer customer, String trouble) {
        return page(
                "Pays by " + customer.method().orElse("nothing"),
                trouble,
                """
                <form method="post" action="%6$s/method"><label>Method %1$s</label><button>Use it</button></form>
                <form method="post" action="%6$s/address">
                <p><label>Name <input name="name" value="%2$s"></label></p>
                <p><label>Address <textarea name="address">%3$s</textarea></label></p>
                <p><label>Tax id <input name="taxId" value="%4$s"></label></p>
                <p><label>E-mail <input name="email" value="%5$s"></label></p>
                <button>Save</button></form>
                """,
                methods(),
                escaped(customer.profile().name()),
                escaped(String.join("\n", customer.profile().address())),
                escaped(customer.profile().taxId()),
                escaped(customer.profile().email()),
                escaped(address));
    }

    private static String page(String title, String trouble, String forms, Object... values) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Payment stand-in</title></head><body>
                <p>This stands in for a payment provider: nobody is charged.</p>
                <h1>%s</h1><p role="alert">%s</p>
                %s</body></html>
                """
                .formatted(escaped(title), escaped(trouble), forms.formatted(values));
    }

    private static String methods() {
        return Arrays.stream(TestMethod.values())
                .filter(method -> method != TestMethod.NONE)
                .map(method -> "<option value=\"" + method.token() + "\">" + method.token() + ": "
                        + method.label().orElse("") + "</option>")
                .collect(Collectors.joining("", "<select name=\"method\">", "</select>"));
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
