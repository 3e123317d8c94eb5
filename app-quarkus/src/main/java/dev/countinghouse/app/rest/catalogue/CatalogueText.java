package dev.countinghouse.app.rest.catalogue;

import dev.countinghouse.app.rest.problem.Problem;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.domain.provider.Inexpressible;
import dev.countinghouse.billing.ports.catalogue.CatalogueError;
import dev.countinghouse.billing.ports.catalogue.CatalogueLocator;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import java.util.List;

/** Catalogues that came as text. */
public final class CatalogueText {

    private CatalogueText() {}

    /** @throws ProblemException naming everything that is wrong, each with its line */
    public static Catalogue read(String text) {
        return CatalogueReader.read("catalogue", text).fold(catalogue -> catalogue, errors -> {
            throw ProblemException.invalid(
                    errors.stream().map(CatalogueText::field).toList());
        });
    }

    /** Right in itself, and otherwise for the provider that invoices. */
    static ProblemException notInvoiceable(String text, List<Inexpressible> problems) {
        return ProblemException.invalid(CatalogueLocator.locate("catalogue", text, problems).stream()
                .map(CatalogueText::field)
                .toList());
    }

    private static Problem.FieldError field(CatalogueError error) {
        return new Problem.FieldError(
                error.path(), error.message() + " (line " + error.line() + ", column " + error.column() + ")");
    }
}
