using RawInference.Core.Providers;

namespace RawInference.Api.FirstRun;

/// <summary>How the emulator stands in for one provider: <c>RawInference:Emulator:Providers:{name}</c>.</summary>
public sealed class EmulatedProvider
{
    /// <summary>Where its dialect is spoken, beneath the emulator's URL: <c>/v1</c>.</summary>
    public string Path { get; set; } = "/";

    public string? Project { get; set; }

    public string? Location { get; set; }

    /// <summary>The account proves itself by tokens: it gets the emulator's own service account as its credentials file.</summary>
    public bool ServiceAccount { get; set; }

    /// <summary>Quirks of the account; a value that begins with a slash is beneath the emulator's URL too.</summary>
    public Dictionary<string, string> Quirks { get; } = new(StringComparer.Ordinal);

    /// <summary>The account that is offered where the emulator is at this address.</summary>
    internal ProviderOptions At(Uri emulator, string? credentialsFile)
    {
        var options = new ProviderOptions
        {
            Endpoint = new Uri(emulator, Path).ToString(),
            ApiKey = "emulated",
            Project = Project,
            Location = Location,
            CredentialsFile = credentialsFile,
            Emulated = true,
        };
        foreach (var (quirk, value) in Quirks)
        {
            options.Quirks[quirk] = value.StartsWith('/') ? new Uri(emulator, value).ToString() : value;
        }

        return options;
    }
}
