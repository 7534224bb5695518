using RawInference.Api.Admin;
using RawInference.Api.Authentication;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Limits;
using RawInference.State.Namespaces;

namespace RawInference.Api.Namespaces;

/// <summary>The namespaces of an organization and their limits: <c>/v1/namespaces</c>.</summary>
internal static class NamespaceEndpoints
{
    private const string Route = "/v1/namespaces";
    private const string One = $"{Route}/{{id}}";

    public static IEndpointRouteBuilder MapNamespaces(this IEndpointRouteBuilder routes)
    {
        Describe(routes.MapPost(Route, CreateAsync), "createNamespace");
        Describe(routes.MapGet(Route, ListAsync), "listNamespaces");
        Describe(routes.MapGet(One, GetAsync), "getNamespace");
        Describe(routes.MapPatch(One, UpdateAsync), "updateNamespace");
        return routes;
    }

    private static void Describe(RouteHandlerBuilder route, string id) =>
        route.WithName(id).WithTags("Namespaces").RequireAdminPermission(Permissions.Namespaces);

    private static async Task CreateAsync(HttpContext http, NamespaceService namespaces)
    {
        var edit = NamespaceFields.ReadNew(AdminFields.Of(await AdminBody.ReadAsync(http), NamespaceFields.OfNew));
        var made = await namespaces.CreateAsync(http.CallingKey(), edit, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => NamespaceWire.Write(writer, made), StatusCodes.Status201Created);
    }

    private static async Task ListAsync(HttpContext http, NamespaceService namespaces)
    {
        var query = PageQuery.Read(http.Request.Query);
        var page = await namespaces.ListAsync(http.CallingKey(), query.After, query.Count, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, page, entry => entry.Id, (writer, entry) => NamespaceWire.Write(writer, entry));
    }

    private static async Task GetAsync(HttpContext http, string id, NamespaceService namespaces, LimitReader limits)
    {
        var entry = await namespaces.GetAsync(http.CallingKey(), id, http.RequestAborted);
        var balances = await limits.ReadAsync(entry.Organization, new ScopeLimits(LimitScope.Namespace, entry.Id, entry.Limits), http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => NamespaceWire.Write(writer, entry, balances));
    }

    private static async Task UpdateAsync(HttpContext http, string id, NamespaceService namespaces)
    {
        var edit = NamespaceFields.Read(AdminFields.Of(await AdminBody.ReadAsync(http), NamespaceFields.OfEdit));
        var edited = await namespaces.UpdateAsync(http.CallingKey(), id, edit, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => NamespaceWire.Write(writer, edited));
    }
}
