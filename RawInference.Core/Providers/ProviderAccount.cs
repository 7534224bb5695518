using System.Collections.Frozen;

namespace RawInference.Core.Providers;

/// <summary>A provider as it is configured: a dialect, an endpoint, a key. Immutable; a changed configuration makes a new one.</summary>
public sealed record ProviderAccount
{
    public required string Name { get; init; }

    /// <summary>The connector that speaks the provider's dialect.</summary>
    public required IConnector Connector { get; init; }

    /// <summary>Without a trailing slash; null where the connector needs none, because a service that was registered knows its own.</summary>
    public required Uri? Endpoint { get; init; }

    public string? ApiKey { get; init; }

    public string? Project { get; init; }

    public string? Location { get; init; }

    public string? CredentialsFile { get; init; }

    public string? ApiVersion { get; init; }

    public FrozenDictionary<string, string> Deployments { get; init; } = FrozenDictionary<string, string>.Empty;

    public FrozenDictionary<string, string> Quirks { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>What it can be asked, words of <see cref="RawInference.Operations"/>; empty means all that the dialect can.</summary>
    public IReadOnlyList<string> Operations { get; init; } = [];

    /// <summary>Parameters, by their name in the REST contract, that the server refuses for every model.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];

    public bool Emulated { get; init; }

    /// <summary>The name in the GenAI telemetry conventions.</summary>
    public required string TelemetryName { get; init; }

    /// <summary>Whose models the catalogue looks up; null where nothing is known about the server's models.</summary>
    public string? Catalogue { get; init; }

    /// <summary>The name only: an account must never leak its key by being printed.</summary>
    public override string ToString() => Name;
}
