namespace RawInference.Core.Identity;

/// <summary>What a key may use. Null means everything.</summary>
public sealed record KeyGrant
{
    public static KeyGrant Everything { get; } = new();

    public IReadOnlySet<string>? Providers { get; init; }

    /// <summary>Slugs <c>provider/model</c> and aliases.</summary>
    public IReadOnlySet<string>? Models { get; init; }

    public IReadOnlySet<string>? Operations { get; init; }
}
