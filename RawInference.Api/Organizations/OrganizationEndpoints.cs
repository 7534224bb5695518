using RawInference.Api.Admin;
using RawInference.Api.Authentication;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Limits;
using RawInference.State.Organizations;

namespace RawInference.Api.Organizations;

/// <summary>Who owns keys and namespaces, for operators: <c>/v1/organizations</c>.</summary>
internal static class OrganizationEndpoints
{
    private const string Route = "/v1/organizations";
    private const string One = $"{Route}/{{id}}";

    public static IEndpointRouteBuilder MapOrganizations(this IEndpointRouteBuilder routes)
    {
        Describe(routes.MapPost(Route, CreateAsync), "createOrganization");
        Describe(routes.MapGet(Route, ListAsync), "listOrganizations");
        Describe(routes.MapGet(One, GetAsync), "getOrganization");
        Describe(routes.MapPatch(One, UpdateAsync), "updateOrganization");
        return routes;
    }

    private static void Describe(RouteHandlerBuilder route, string id) =>
        route.WithName(id).WithTags("Organizations").RequireAdminPermission(Permissions.Operator);

    private static async Task CreateAsync(HttpContext http, OrganizationService organizations)
    {
        var edit = OrganizationFields.Read(AdminFields.Of(await AdminBody.ReadAsync(http), OrganizationFields.Names), isNew: true);
        var made = await organizations.CreateAsync(http.CallingKey(), edit, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => OrganizationWire.Write(writer, made), StatusCodes.Status201Created);
    }

    private static async Task ListAsync(HttpContext http, OrganizationService organizations)
    {
        var query = PageQuery.Read(http.Request.Query);
        var page = await organizations.ListAsync(http.CallingKey(), query.After, query.Count, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, page, entry => entry.Id, (writer, entry) => OrganizationWire.Write(writer, entry));
    }

    private static async Task GetAsync(HttpContext http, string id, OrganizationService organizations, LimitReader limits)
    {
        var entry = await organizations.GetAsync(http.CallingKey(), id, http.RequestAborted);
        var balances = await limits.ReadAsync(entry.Id, new ScopeLimits(LimitScope.Organization, entry.Id, entry.Limits), http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => OrganizationWire.Write(writer, entry, balances));
    }

    private static async Task UpdateAsync(HttpContext http, string id, OrganizationService organizations)
    {
        var edit = OrganizationFields.Read(AdminFields.Of(await AdminBody.ReadAsync(http), OrganizationFields.Names), isNew: false);
        var edited = await organizations.UpdateAsync(http.CallingKey(), id, edit, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => OrganizationWire.Write(writer, edited));
    }
}
