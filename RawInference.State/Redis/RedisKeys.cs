using System.Security.Cryptography;
using System.Text;
using RawInference.Core.Pipeline.Idempotency;

namespace RawInference.State.Redis;

/// <summary>
/// The names of everything that is kept in Redis. What one script touches shares a hash tag: <c>{org_…}</c> for what is
/// counted, <c>{kind}</c> for what is found by its id.
/// </summary>
internal sealed class RedisKeys(string prefix)
{
    /// <summary>The channel that tells of added and replaced entries.</summary>
    public string Changes { get; } = $"{prefix}changes";

    /// <summary>A word that the server has for as long as it keeps its data.</summary>
    public string Epoch { get; } = $"{prefix}epoch";

    /// <summary>A key of an organization: <c>ri:{org_1}:name</c>.</summary>
    public string Of(string organization, string name) => $"{prefix}{{{Tag(organization)}}}:{name}";

    /// <summary>An entry of a registry.</summary>
    public string Entry(string kind, string id) => $"{prefix}{{{kind}}}:entry:{id}";

    /// <summary>The ids of a kind in their order: of an organization, or all.</summary>
    public string Index(string kind, string? organization) => organization is null
        ? $"{prefix}{{{kind}}}:all"
        : $"{prefix}{{{kind}}}:of:{organization}";

    /// <summary>An idempotency key. The caller's word may be private: only its hash is here.</summary>
    public string Idempotency(IdempotencyScope scope)
    {
        var word = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(scope.Key)));
        return Of(scope.Organization, $"idempotency:{scope.Namespace}:{scope.KeyId}:{word}");
    }

    /// <summary>Braces would move the hash tag: keys of one script would be in different places.</summary>
    private static string Tag(string organization) =>
        organization.Length > 0 && organization.AsSpan().IndexOfAny('{', '}') < 0
            ? organization
            : throw new ArgumentException("An organization's id has no braces and is not empty.", nameof(organization));
}
