using RawInference.Api.Admin;
using RawInference.Api.Authentication;
using RawInference.Core.Identity;
using RawInference.Core.Limits;
using RawInference.State.Keys;
using RawInference.State.Limits;

namespace RawInference.Api.Keys;

/// <summary>Keys that administer keys: <c>/v1/keys</c>.</summary>
internal static class KeyEndpoints
{
    private const string Route = "/v1/keys";
    private const string One = $"{Route}/{{id}}";

    public static IEndpointRouteBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        Describe(routes.MapPost(Route, CreateAsync), "createKey");
        Describe(routes.MapGet(Route, ListAsync), "listKeys");
        Describe(routes.MapGet(One, GetAsync), "getKey");
        Describe(routes.MapPatch(One, UpdateAsync), "updateKey");
        Describe(routes.MapPost($"{One}/rotate", RotateAsync), "rotateKey");
        Describe(routes.MapDelete(One, RevokeAsync), "revokeKey");
        return routes;
    }

    private static void Describe(RouteHandlerBuilder route, string id) => route.WithName(id).WithTags("Keys").RequireAdminPermission(Permissions.Keys);

    private static async Task CreateAsync(HttpContext http, KeyService keys)
    {
        var edit = KeyFields.Read(AdminFields.Of(await AdminBody.ReadAsync(http), KeyFields.Names), isNew: true);
        var minted = await keys.MintAsync(http.CallingKey(), edit, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => KeyWire.Write(writer, minted.Entry, KeyState.Active, minted.Secret), StatusCodes.Status201Created);
    }

    private static async Task ListAsync(HttpContext http, KeyService keys)
    {
        var query = PageQuery.Read(http.Request.Query);
        var page = await keys.ListAsync(http.CallingKey(), query.After, query.Count, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, page, entry => entry.Id, (writer, entry) => KeyWire.Write(writer, entry, keys.StateOf(entry)));
    }

    private static async Task GetAsync(HttpContext http, string id, KeyService keys, LimitReader limits)
    {
        var entry = await keys.GetAsync(http.CallingKey(), id, http.RequestAborted);
        var balances = await limits.ReadAsync(entry.Organization, new ScopeLimits(LimitScope.Key, entry.Id, entry.Key.Limits), http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => KeyWire.Write(writer, entry, keys.StateOf(entry), balances: balances));
    }

    private static async Task UpdateAsync(HttpContext http, string id, KeyService keys)
    {
        var edit = KeyFields.Read(AdminFields.Of(await AdminBody.ReadAsync(http), KeyFields.Names), isNew: false);
        var entry = await keys.UpdateAsync(http.CallingKey(), id, edit, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => KeyWire.Write(writer, entry, keys.StateOf(entry)));
    }

    private static async Task RotateAsync(HttpContext http, string id, KeyService keys)
    {
        var grace = RotateFields.Read(AdminFields.Of(await AdminBody.ReadOptionalAsync(http), RotateFields.Names));
        var minted = await keys.RotateAsync(http.CallingKey(), id, grace, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => KeyWire.Write(writer, minted.Entry, keys.StateOf(minted.Entry), minted.Secret));
    }

    private static async Task RevokeAsync(HttpContext http, string id, KeyService keys)
    {
        var entry = await keys.RevokeAsync(http.CallingKey(), id, http.RequestAborted);
        await AdminAnswer.WriteAsync(http, writer => KeyWire.Write(writer, entry, KeyState.Revoked));
    }
}
