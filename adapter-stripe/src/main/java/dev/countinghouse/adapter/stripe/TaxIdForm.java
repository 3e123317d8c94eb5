package dev.countinghouse.adapter.stripe;

import com.stripe.param.CustomerTaxIdCreateParams.Type;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A tax id as Stripe takes it, which wants to be told its kind. Told are those that show it: numbers alone, such as those of the
 * United States or Australia, could be of several countries.
 */
record TaxIdForm(Type type, String value) {

    private enum Kind {
        EU(
                Type.EU_VAT,
                "(AT|BE|BG|CY|CZ|DE|DK|EE|EL|ES|FI|FR|HR|HU|IE|IT|LT|LU|LV|MT|NL|PL|PT|RO|SE|SI|SK|XI)(?=.*[0-9])([0-9A-Z+*]{2,12})",
                "$1$2"),
        GREAT_BRITAIN(Type.GB_VAT, "GB([0-9]{9}|[0-9]{12}|(GD|HA)[0-9]{3})", "GB$1"),
        SWITZERLAND(Type.CH_VAT, "CHE([0-9]{3})([0-9]{3})([0-9]{3})(MWST|TVA|IVA)", "CHE-$1.$2.$3 $4"),
        NORWAY(Type.NO_VAT, "(?:NO)?([0-9]{9})MVA", "$1MVA"),
        INDIA(Type.IN_GST, "([0-9]{2}[A-Z]{5}[0-9]{4}[A-Z][0-9A-Z]Z[0-9A-Z])", "$1");

        private final Type type;
        private final Pattern form;
        private final String written;

        Kind(Type type, String form, String written) {
            this.type = type;
            this.form = Pattern.compile(form);
            this.written = written;
        }
    }

    /** Empty if its kind cannot be told, or it is none. */
    static Optional<TaxIdForm> of(String text) {
        String bare = text.toUpperCase(Locale.ROOT).replaceAll("[\\s.-]", "");
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.form.matcher(bare).matches())
                .findFirst()
                .map(kind -> new TaxIdForm(kind.type, kind.form.matcher(bare).replaceFirst(kind.written)));
    }
}
