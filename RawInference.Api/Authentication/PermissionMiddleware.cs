using Microsoft.AspNetCore.Authorization;
using RawInference.Core.Identity;

namespace RawInference.Api.Authentication;

/// <summary>Refuses a key that lacks what its route wants. A route that says nothing is the operator's: forgetting must not open a door.</summary>
internal sealed class PermissionMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext http)
    {
        if (http.Features.Get<ApiKey>() is { } key && http.GetEndpoint() is RouteEndpoint route && route.Metadata.GetMetadata<IAllowAnonymous>() is null)
        {
            var permission = route.Metadata.GetMetadata<RequiredPermission>()?.Permission ?? Permissions.Operator;
            if (!key.May(permission))
            {
                throw new InferenceException(InferenceErrorCode.Forbidden, $"This key lacks the permission '{permission}'; ask for a key that has it.");
            }
        }

        return next(http);
    }
}
