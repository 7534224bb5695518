using System.Globalization;

namespace RawInference.State.Keys;

/// <summary>One key of the configuration: <c>RawInference:Keys:Hashed:{id}</c>. A list that is empty means everything, unless it says otherwise.</summary>
public sealed class HashedKeyOptions
{
    /// <summary>HMAC-SHA-256 of the whole key under the pepper: 64 hexadecimal digits.</summary>
    public string? Hash { get; set; }

    /// <summary>For people.</summary>
    public string? Name { get; set; }

    /// <summary>Names of the namespaces that the key may use.</summary>
    public List<string> Namespaces { get; } = [];

    /// <summary>Name of the namespace of requests that name none; null for the only one of <see cref="Namespaces"/>, or for none.</summary>
    public string? DefaultNamespace { get; set; }

    /// <summary>Words of <see cref="Core.Identity.Permissions"/>; empty for <c>inference</c> alone.</summary>
    public List<string> Permissions { get; } = [];

    /// <summary>Names of the providers that the key may use.</summary>
    public List<string> Providers { get; } = [];

    /// <summary>Models that the key may use: slugs <c>provider/model</c>, and aliases.</summary>
    public List<string> Models { get; } = [];

    /// <summary>Words of <see cref="Operations"/> that the key may ask for.</summary>
    public List<string> Operations { get; } = [];

    /// <summary>The moment from which the key is refused, in ISO 8601 (UTC where it has no offset): <c>2027-01-31T12:00:00Z</c>; null for never.</summary>
    public string? ExpiresAt { get; set; }

    /// <summary>A moment as <see cref="ExpiresAt"/> and the keys' API write it.</summary>
    public static bool TryReadMoment(string text, out DateTimeOffset moment) => DateTimeOffset.TryParseExact(
        text,
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"],
        CultureInfo.InvariantCulture,
        DateTimeStyles.AssumeUniversal,
        out moment);
}
