using RawInference.Api.Authentication;
using RawInference.Api.Hosting;
using RawInference.Core.Identity;
using RawInference.State.Usage;

namespace RawInference.Api.Usage;

/// <summary>What was used: <c>GET /v1/usage</c> in sums, <c>GET /v1/usage/records</c> call by call.</summary>
internal static class UsageEndpoints
{
    public const string Route = "/v1/usage";
    public const string RecordsRoute = "/v1/usage/records";

    public static IServiceCollection AddUsageFace(this IServiceCollection services) => services.AddSingleton<UsageScope>();

    public static IEndpointRouteBuilder MapUsage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Route, TotalsAsync).WithName("getUsage").WithTags("Usage").RequireAdminPermission(Permissions.Usage);
        routes.MapGet(RecordsRoute, RecordsAsync).WithName("listUsageRecords").WithTags("Usage").RequireAdminPermission(Permissions.Usage);
        return routes;
    }

    private static async Task TotalsAsync(HttpContext http, IUsageReader usage, UsageScope scope, TimeProvider time)
    {
        var query = new QueryReader(http.Request.Query);
        var asked = UsageParameters.Read(query, time);
        var groups = query.Words("group_by", UsageGroups.All) ?? [UsageGroups.Day];
        query.ThrowIfRefused();

        var totals = await usage.TotalsAsync(await scope.ResolveAsync(http, asked), http.RequestAborted);
        var rows = UsageGroups.Sum(totals, groups);
        await (asked.IsCsv ? UsageCsv.WriteAsync(http, rows, groups) : UsageWire.WriteAsync(http, asked, rows, groups));
    }

    private static async Task RecordsAsync(HttpContext http, IUsageReader usage, UsageScope scope, TimeProvider time)
    {
        var query = new QueryReader(http.Request.Query);
        var asked = UsageParameters.Read(query, time);
        var count = query.Count("limit", UsageParameters.MaxRecords) ?? UsageParameters.DefaultRecords;
        var cursor = query.Text("cursor", UsageParameters.MaxText);
        query.ThrowIfRefused();

        var page = await usage.RecordsAsync(await scope.ResolveAsync(http, asked), cursor, count, http.RequestAborted);
        await (asked.IsCsv ? UsageCsv.WriteAsync(http, page) : UsageWire.WriteAsync(http, page));
    }
}
