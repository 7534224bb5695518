using RawInference.Core.Limits;

namespace RawInference.Core.Identity;

/// <summary>On whose behalf a call is made.</summary>
/// <param name="Organization">Id, <c>org_…</c>.</param>
/// <param name="Namespace">Id of the namespace chosen for this call.</param>
/// <param name="KeyId">Id of the key, never the key.</param>
/// <param name="Grant">What the key may use.</param>
public sealed record Caller(string Organization, string Namespace, string KeyId, KeyGrant Grant)
{
    /// <summary>What its organization, namespace and key may use; parties without limits are left out.</summary>
    public IReadOnlyList<ScopeLimits> Limits { get; init; } = [];

    public const string DefaultOrganization = "org_default";

    /// <summary>Name of the namespace that always exists; <see cref="NamespaceId"/> makes its id.</summary>
    public const string DefaultNamespace = "default";

    /// <summary>The process itself: in-process use without a server.</summary>
    public static Caller Local { get; } = new(
        DefaultOrganization,
        NamespaceId.Of(DefaultOrganization, DefaultNamespace),
        "local",
        KeyGrant.Everything);
}
