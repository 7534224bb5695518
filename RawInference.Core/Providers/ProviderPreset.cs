using System.Collections.ObjectModel;

namespace RawInference.Core.Providers;

/// <summary>A well-known provider, as its connector's embedded data describes it.</summary>
public sealed record ProviderPreset
{
    /// <summary>The provider's name in requests and configuration.</summary>
    public required string Name { get; init; }

    /// <summary>The connector that speaks its dialect.</summary>
    public required string Connector { get; init; }

    /// <summary>
    /// Null where each account has its own (<see cref="OwnEndpoint"/>); else where the connector needs none, and none of the account's
    /// other settings either: a registered service has its own.
    /// </summary>
    public required Uri? Endpoint { get; init; }

    /// <summary>Each account must name an endpoint, which its connector asks for.</summary>
    public bool OwnEndpoint { get; init; }

    /// <summary>The environment variable in which its users keep their key.</summary>
    public string? KeyVariable { get; init; }

    /// <summary>Settings that an account needs besides, or instead of, a key: names of <see cref="ProviderOptions"/>.</summary>
    public IReadOnlyList<string> Required { get; init => field = value ?? []; } = [];

    /// <summary>Its name in the GenAI telemetry conventions; null means <see cref="Name"/>.</summary>
    public string? TelemetryName { get; init; }

    /// <summary>What its users can ask it, words of <see cref="RawInference.Operations"/>; empty means all that the dialect can.</summary>
    public IReadOnlyList<string> Operations { get; init => field = value ?? []; } = [];

    /// <summary>Parameters, by their name in the REST contract, that its server refuses for every model.</summary>
    public IReadOnlyList<string> Unsupported { get; init => field = value ?? []; } = [];

    public IReadOnlyDictionary<string, string> Quirks { get; init => field = value ?? ReadOnlyDictionary<string, string>.Empty; } = ReadOnlyDictionary<string, string>.Empty;
}
