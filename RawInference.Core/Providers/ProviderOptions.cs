namespace RawInference.Core.Providers;

/// <summary>A configured provider: <c>RawInference:Providers:{name}</c>. What is not set comes from the preset of that name.</summary>
public sealed class ProviderOptions
{
    /// <summary>The well-known provider that this is an account of, where its name does not tell.</summary>
    public string? Preset { get; set; }

    /// <summary>The wire dialect, a registered connector's name; by default the preset's.</summary>
    public string? Connector { get; set; }

    /// <summary>Base URL, up to and with the version: <c>https://api.example.com/v1</c>.</summary>
    public string? Endpoint { get; set; }

    /// <summary>The account's key. Never shown or logged.</summary>
    public string? ApiKey { get; set; }

    public string? Project { get; set; }

    public string? Location { get; set; }

    public string? CredentialsFile { get; set; }

    public string? ApiVersion { get; set; }

    /// <summary>Model names to the deployments that serve them.</summary>
    public Dictionary<string, string> Deployments { get; } = [];

    /// <summary>Where the server deviates from its dialect; the connector's documentation lists the names.</summary>
    public Dictionary<string, string> Quirks { get; } = [];

    /// <summary>Parameters, by their name in the REST contract, that the server refuses for every model, besides the preset's.</summary>
    public List<string> Unsupported { get; } = [];

    /// <summary>The endpoint is a stand-in, not the provider: each answer carries a warning, and Production refuses to start.</summary>
    public bool Emulated { get; set; }
}
