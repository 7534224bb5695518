using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Primitives;
using RawInference.Core.Identity;
using RawInference.Core.Limits;

namespace RawInference.Api.Authentication;

/// <summary>Chooses the namespace of an authenticated request: among those that its key owns, never beyond.</summary>
internal sealed class CallerMiddleware(RequestDelegate next)
{
    private const string Header = "X-Namespace";

    public async Task InvokeAsync(HttpContext http, INamespaceStore namespaces)
    {
        // A route that wants no key has no caller either: a wrong header must not make a health check fail.
        if (http.Features.Get<ApiKey>() is { } key && NeedsNamespace(http.GetEndpoint()?.Metadata))
        {
            var chosen = await ChooseAsync(key, http.Request.Headers[Header], namespaces, http.RequestAborted);
            var organization = await namespaces.FindOrganizationAsync(key.Organization, http.RequestAborted);
            http.Features.Set(new Caller(key.Organization, chosen.Id, key.Id, key.Grant)
            {
                Limits = LimitsOf(organization, chosen, key),
            });
        }

        await next(http);
    }

    private static bool NeedsNamespace(EndpointMetadataCollection? route) =>
        route?.GetMetadata<IAllowAnonymous>() is null && route?.GetMetadata<RequiredPermission>()?.NeedsNamespace != false;

    private static ScopeLimits[] LimitsOf(Organization? organization, Namespace chosen, ApiKey key)
    {
        ScopeLimits[] all =
        [
            new(LimitScope.Organization, key.Organization, organization?.Limits ?? LimitSet.None),
            new(LimitScope.Namespace, chosen.Id, chosen.Limits),
            new(LimitScope.Key, key.Id, key.Limits),
        ];
        return [.. all.Where(scope => scope.Limits != LimitSet.None)];
    }

    private static async ValueTask<Namespace> ChooseAsync(
        ApiKey key,
        StringValues asked,
        INamespaceStore namespaces,
        CancellationToken cancellationToken)
    {
        if (asked.Count > 1)
        {
            throw InferenceException.Invalid(Header, "must be sent once.");
        }

        var name = asked.Count == 1 ? asked[0] : key.DefaultNamespace ?? (key.Namespaces is [var only] ? only : null);
        if (string.IsNullOrEmpty(name))
        {
            throw InferenceException.Invalid(Header, "is missing: this key has several namespaces and no default; send the header with one of them.");
        }

        // Unknown and foreign look alike: a key must not find out what others have.
        var found = await namespaces.FindAsync(key.Organization, name, cancellationToken);
        return found is not null && key.Namespaces?.Contains(found.Id) != false
            ? found
            : throw new InferenceException(InferenceErrorCode.Forbidden, "This key may not use that namespace.");
    }
}
