using System.Security.Cryptography;
using System.Text;

namespace RawInference.Core.Identity;

/// <summary>Ids of namespaces: the same name in the same organization has the same id everywhere, without a store.</summary>
public static class NamespaceId
{
    /// <summary>What every id begins with.</summary>
    public const string Prefix = "ns_";

    /// <summary>The id that is meant by an id or a name; names do not begin with <see cref="Prefix"/>.</summary>
    public static string Named(string organization, string idOrName)
    {
        ArgumentNullException.ThrowIfNull(idOrName);
        return idOrName.StartsWith(Prefix, StringComparison.Ordinal) ? idOrName : Of(organization, idOrName);
    }

    /// <summary><c>ns_</c> and 24 hexadecimal digits.</summary>
    public static string Of(string organization, string name)
    {
        ArgumentNullException.ThrowIfNull(organization);
        ArgumentNullException.ThrowIfNull(name);
        // Neither side may contain a line break, so that no two pairs are written alike.
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{organization}\n{name}"));
        return $"{Prefix}{Convert.ToHexStringLower(hash.AsSpan(0, 12))}";
    }
}
