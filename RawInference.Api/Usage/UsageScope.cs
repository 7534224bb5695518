using RawInference.Api.Authentication;
using RawInference.Core.Identity;
using RawInference.State.Usage;

namespace RawInference.Api.Usage;

/// <summary>What of it a key may see: its own organization's namespaces as far as it may use them; the operator's key, everything.</summary>
internal sealed class UsageScope(INamespaceStore namespaces)
{
    /// <exception cref="InferenceException">Another organization, or a namespace that the key may not use.</exception>
    public async ValueTask<UsageQuery> ResolveAsync(HttpContext http, UsageParameters asked)
    {
        var key = http.CallingKey();
        var isOperator = key.May(Permissions.Operator);
        var organization = asked.Organization ?? key.Organization;
        if (organization != key.Organization && !isOperator)
        {
            throw Forbidden("This key may not see another organization's usage.");
        }

        return new UsageQuery(organization, asked.From, asked.To)
        {
            Namespaces = await NamespacesAsync(key, organization, asked.Namespace, http.RequestAborted),
            KeyId = asked.Key,
            Provider = asked.Provider,
            Model = asked.Model,
        };
    }

    private async ValueTask<IReadOnlySet<string>?> NamespacesAsync(ApiKey key, string organization, string? asked, CancellationToken cancellationToken)
    {
        if (asked is null)
        {
            return key.Namespaces is { } all ? all.ToHashSet() : null;
        }

        // Unknown and foreign look alike: a key must not find out what others have.
        var found = await namespaces.FindAsync(organization, asked, cancellationToken);
        return found is not null && key.Namespaces?.Contains(found.Id) != false
            ? new HashSet<string> { found.Id }
            : throw Forbidden("This key may not see that namespace's usage.");
    }

    private static InferenceException Forbidden(string message) => new(InferenceErrorCode.Forbidden, message);
}
