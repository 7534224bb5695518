namespace RawInference.State.Keys;

/// <summary>Who may call: <c>RawInference:Keys</c>.</summary>
public sealed class KeyOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "RawInference:Keys";

    /// <summary>The least characters of <see cref="Bootstrap"/>.</summary>
    public const int MinBootstrapLength = 32;

    /// <summary>The most of <see cref="LastKnownGood"/>.</summary>
    public static readonly TimeSpan MaxLastKnownGood = TimeSpan.FromHours(1);

    /// <summary>The operator's own key, with every permission: <c>sk_</c> and as much as makes 32 characters or more. Never shown or logged.</summary>
    public string? Bootstrap { get; set; }

    /// <summary>
    /// Secret that hashes of keys are made with, 32 characters or more; needed in Production.
    /// Elsewhere, null generates one into the data folder. Never shown or logged.
    /// </summary>
    public string? Pepper { get; set; }

    /// <summary>Accept the key that is generated into the data folder, with every permission. Refused in Production.</summary>
    public bool UseDevelopmentKey { get; set; }

    /// <summary>How long a stored key is taken as it was last known while the store is away: 0 s to 1 h. Default 5 min.</summary>
    public TimeSpan LastKnownGood { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Keys by their id, each as its hash.</summary>
    public Dictionary<string, HashedKeyOptions> Hashed { get; } = new(StringComparer.Ordinal);
}
