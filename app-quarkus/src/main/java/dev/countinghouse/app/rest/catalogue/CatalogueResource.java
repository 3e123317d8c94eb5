package dev.countinghouse.app.rest.catalogue;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.rest.body.Revision;
import dev.countinghouse.app.rest.openapi.CatalogueForms;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.plan.Catalogue;
import dev.countinghouse.billing.ports.catalogue.CatalogueReader;
import dev.countinghouse.billing.ports.catalogue.CatalogueWriter;
import dev.countinghouse.billing.ports.driving.PublishCatalogue.Outcome;
import dev.countinghouse.billing.ports.driving.ReadCatalogue;
import dev.countinghouse.billing.ports.engine.BillingEngine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Variant;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/catalogues")
@Tag(name = "Catalogue", description = "Meters, plans, coupons and products that are published together")
public class CatalogueResource {

    static final String YAML = "application/yaml";
    static final String TEXT_YAML = "text/yaml";

    private static final List<Variant> FORMS = Variant.mediaTypes(
                    MediaType.APPLICATION_JSON_TYPE, MediaType.valueOf(YAML), MediaType.valueOf(TEXT_YAML))
            .build();

    private final BillingEngine engine;
    private final Caller caller;

    CatalogueResource(BillingEngine engine, Caller caller) {
        this.engine = engine;
        this.caller = caller;
    }

    @POST
    @Path("/validate")
    @Consumes({YAML, TEXT_YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed(Permission.READ)
    @Operation(
            operationId = "validateCatalogue",
            summary = "Check a catalogue",
            description =
                    "Finds everything that is wrong with it, each with its line. What is wrong is an answer here.")
    public ValidationBody validate(@RequestBody(ref = CatalogueForms.CATALOGUE) String text) {
        return ValidationBody.of(
                CatalogueReader.read("catalogue", text).fold(catalogue -> List.of(), errors -> errors));
    }

    @POST
    @Path("/diff")
    @Consumes({YAML, TEXT_YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "diffCatalogue", summary = "Tell what publishing a catalogue would change")
    public DiffBody diff(@RequestBody(ref = CatalogueForms.CATALOGUE) String text) {
        caller.requireUnbound(); // it tells what is sold now
        return DiffBody.of(engine.publishCatalogue().diff(CatalogueText.read(text)));
    }

    @POST
    @Consumes({YAML, TEXT_YAML, MediaType.APPLICATION_JSON})
    @RolesAllowed(Permission.ADMIN)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PublishedBody.class)))
    @APIResponse(
            responseCode = "200",
            description = "The same catalogue was current already",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = PublishedBody.class)))
    @Operation(
            operationId = "publishCatalogue",
            summary = "Publish a catalogue",
            description =
                    "201 with the new revision; 200 with a body of the same form if the same catalogue is current already. Subscriptions keep"
                            + " the version of their plan. With `If-Match` it is published onto that revision or not at all.")
    public RestResponse<PublishedBody> publish(
            @RequestBody(ref = CatalogueForms.CATALOGUE) String text,
            @RestHeader(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        caller.requireUnbound();
        Catalogue draft = CatalogueText.read(text);
        OptionalLong onto = Revision.asked(ifMatch);
        Outcome outcome = Revision.onto(onto, () -> engine.publishCatalogue().publish(draft, onto));
        if (outcome instanceof Outcome.Published published) {
            return answer(
                    RestResponse.Status.CREATED,
                    new PublishedBody(published.revision(), true, DiffBody.of(published.diff())));
        }
        if (outcome instanceof Outcome.Unchanged unchanged) {
            return answer(
                    RestResponse.Status.OK,
                    new PublishedBody(unchanged.revision(), false, new DiffBody(List.of(), List.of(), List.of())));
        }
        if (outcome instanceof Outcome.Superseded superseded) {
            throw Revision.outdated("If-Match is " + ifMatch + ", revision " + superseded.current() + " is current");
        }
        if (outcome instanceof Outcome.NotInvoiceable wrong) {
            throw CatalogueText.notInvoiceable(text, wrong.problems());
        }
        throw ProblemException.refused(((Outcome.Refused) outcome).reasons());
    }

    private static RestResponse<PublishedBody> answer(RestResponse.Status status, PublishedBody body) {
        return RestResponse.ResponseBuilder.create(status, body)
                .header(HttpHeaders.ETAG, Revision.tag(body.revision()))
                .build();
    }

    @GET
    @Path("/current")
    @Produces({MediaType.APPLICATION_JSON, YAML, TEXT_YAML})
    @APIResponse(responseCode = "200", ref = CatalogueForms.CATALOGUE)
    @APIResponse(responseCode = "304", description = "It is the revision that If-None-Match names")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readCatalogue", summary = "Read the catalogue that is sold now")
    public RestResponse<String> current(
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch, @Context Request request) {
        caller.requireUnbound(); // the keys of coupons are in it
        return written(
                engine.readCatalogue()
                        .current()
                        .orElseThrow(() -> ProblemException.notFound("catalogue yet, none was published")),
                ifNoneMatch,
                request);
    }

    @GET
    @Path("/{revision: [0-9]{1,18}}")
    @Produces({MediaType.APPLICATION_JSON, YAML, TEXT_YAML})
    @APIResponse(responseCode = "200", ref = CatalogueForms.CATALOGUE)
    @APIResponse(responseCode = "304", description = "It is the revision that If-None-Match names")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readCatalogueRevision", summary = "Read a catalogue that was published, by its revision")
    public RestResponse<String> revision(
            @RestPath long revision,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch,
            @Context Request request) {
        caller.requireUnbound();
        return written(
                engine.readCatalogue()
                        .revision(revision)
                        .orElseThrow(() -> ProblemException.notFound("revision " + revision + " of the catalogue")),
                ifNoneMatch,
                request);
    }

    private static RestResponse<String> written(
            ReadCatalogue.Published published, @Nullable String ifNoneMatch, Request request) {
        RestResponse.ResponseBuilder<String> response = Revision.isKnown(ifNoneMatch, published.revision())
                ? RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
                : text(published.catalogue(), request.selectVariant(FORMS));
        return response.header(HttpHeaders.ETAG, Revision.tag(published.revision()))
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT)
                .build();
    }

    private static RestResponse.ResponseBuilder<String> text(Catalogue catalogue, @Nullable Variant form) {
        MediaType type = form == null ? MediaType.APPLICATION_JSON_TYPE : form.getMediaType();
        return RestResponse.ResponseBuilder.ok(
                        type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                                ? CatalogueWriter.json(catalogue)
                                : CatalogueWriter.yaml(catalogue))
                .type(type);
    }
}
