using RawInference.Core.Identity;

namespace RawInference.Api.Authentication;

/// <summary>Says at a route which permission it wants, and tells it who calls.</summary>
internal static class PermissionExtensions
{
    /// <summary>For calls within one namespace.</summary>
    public static TBuilder RequirePermission<TBuilder>(this TBuilder builder, string permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredPermission(permission, NeedsNamespace: true));

    /// <summary>For calls about an organization, which work in no namespace.</summary>
    public static TBuilder RequireAdminPermission<TBuilder>(this TBuilder builder, string permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new RequiredPermission(permission, NeedsNamespace: false));

    /// <summary>The key that a request was authenticated with.</summary>
    public static ApiKey CallingKey(this HttpContext http) =>
        http.Features.Get<ApiKey>() ?? throw new InvalidOperationException("The route is open: nobody was authenticated.");
}
