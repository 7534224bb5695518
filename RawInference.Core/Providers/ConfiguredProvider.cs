namespace RawInference.Core.Providers;

/// <summary>A configured provider with what is known of it.</summary>
public sealed record ConfiguredProvider
{
    public required ProviderAccount Account { get; init; }

    /// <summary>The environment variable in which the users of this well-known provider keep their key; null where there is none.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>What it can be asked.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    /// <summary>How many of its models the catalogue knows.</summary>
    public required int Models { get; init; }

    /// <summary>One for each operation that a known model has.</summary>
    public required IReadOnlyList<ProviderCapability> Capabilities { get; init; }

    public required ProviderHealth Health { get; init; }

    public override string ToString() => Account.ToString();
}
