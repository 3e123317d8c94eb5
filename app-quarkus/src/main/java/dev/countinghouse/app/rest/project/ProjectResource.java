package dev.countinghouse.app.rest.project;

import dev.countinghouse.app.access.Caller;
import dev.countinghouse.app.access.Permission;
import dev.countinghouse.app.directory.Project;
import dev.countinghouse.app.directory.Projects;
import dev.countinghouse.app.rest.body.Cursor;
import dev.countinghouse.app.rest.body.Page;
import dev.countinghouse.app.rest.problem.Kind;
import dev.countinghouse.app.rest.problem.ProblemException;
import dev.countinghouse.billing.domain.access.ProjectId;
import dev.countinghouse.billing.domain.account.AccountId;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

@Path("/accounts/{account}/projects")
@Tag(name = "Projects", description = "What an account groups its usage, keys and costs by")
public class ProjectResource {

    private static final int LONGEST_NAME = 200;

    private final Projects projects;
    private final ProjectMapper mapper;
    private final Caller caller;

    ProjectResource(Projects projects, ProjectMapper mapper, Caller caller) {
        this.projects = projects;
        this.mapper = mapper;
        this.caller = caller;
    }

    @GET
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "listProjects", summary = "List the projects of an account by id")
    public Page<ProjectBody> list(
            @RestPath String account,
            @RestQuery @DefaultValue(Page.USUAL) @Min(1) @Max(Page.MOST) int limit,
            @RestQuery @Nullable String cursor) {
        return Page.of(
                projects.list(
                        allowed(account), Cursor.parse(cursor, 1).map(parts -> new ProjectId(parts.get(0))), limit + 1),
                limit,
                mapper::body,
                project -> Cursor.of(project.id));
    }

    @Schema(name = "ProjectOrder")
    public record OrderBody(
            @Schema(
                            description = "Your own key of the project: 1 to 63 of a-z, 0-9, '_', '.' and '-'",
                            examples = "search")
                    @NotBlank
                    String id,
            @Schema(examples = "Product search") @NotBlank @Size(max = LONGEST_NAME) String name) {}

    @POST
    @RolesAllowed(Permission.BILLING)
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = ProjectBody.class)))
    @Operation(
            operationId = "openProject",
            summary = "Open a project",
            description = "Opening the same project again changes nothing and succeeds.")
    public RestResponse<ProjectBody> open(@RestPath String account, @NotNull @Valid OrderBody body) {
        Project opened = projects.open(allowed(account), new ProjectId(body.id()), body.name())
                .orElseThrow(() ->
                        ProblemException.of(Kind.CONFLICT, "project '" + body.id() + "' is open under another name"));
        return answer(Response.Status.CREATED, opened);
    }

    @GET
    @Path("/{project}")
    @RolesAllowed(Permission.READ)
    @Operation(operationId = "readProject", summary = "Read a project")
    public RestResponse<ProjectBody> read(@RestPath String account, @RestPath String project) {
        return projects.find(allowed(account), id(account, project))
                .map(found -> answer(Response.Status.OK, found))
                .orElseThrow(() -> notFound(account, project));
    }

    @Schema(name = "ProjectName")
    public record NameBody(@Schema(examples = "Product search") @NotBlank @Size(max = LONGEST_NAME) String name) {}

    @PUT
    @Path("/{project}")
    @RolesAllowed(Permission.BILLING)
    @Operation(
            operationId = "renameProject",
            summary = "Rename a project",
            description = "With the ETag of an earlier answer as If-Match, only if nobody changed it since.")
    public RestResponse<ProjectBody> rename(
            @RestPath String account,
            @RestPath String project,
            @RestHeader(HttpHeaders.IF_MATCH)
                    @Parameter(description = "ETag of an earlier answer", example = "\"1\"")
                    @Nullable
                    String ifMatch,
            @NotNull @Valid NameBody body) {
        return projects.rename(allowed(account), id(account, project), body.name(), EntityTag.matcher(ifMatch))
                .map(renamed -> answer(Response.Status.OK, renamed))
                .orElseThrow(() -> ProblemException.of(
                        Kind.PRECONDITION_FAILED,
                        "project '" + project + "' is not what If-Match says any more: read it again"));
    }

    private AccountId allowed(String account) {
        return caller.allowed(new AccountId(account));
    }

    /** A text that cannot be a project's id is nobody's. */
    private static ProjectId id(String account, String project) {
        try {
            return new ProjectId(project);
        } catch (IllegalArgumentException malformed) {
            throw notFound(account, project);
        }
    }

    private static ProblemException notFound(String account, String project) {
        return ProblemException.notFound("project '" + project + "' of account '" + account + "'");
    }

    private RestResponse<ProjectBody> answer(Response.Status status, Project project) {
        return RestResponse.ResponseBuilder.create(status, mapper.body(project))
                .header(HttpHeaders.ETAG, EntityTag.of(project.version))
                .build();
    }
}
