using System.Runtime.CompilerServices;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>Where a project's models are asked on Vertex AI, and as whom. All models of an account share its tokens.</summary>
internal sealed class VertexServers(UpstreamClient upstream)
{
    /// <summary>Hosts of the presets: one of these says nothing about where the project's own region is.</summary>
    private static readonly string[] GoogleHosts = ["generativelanguage.googleapis.com", "aiplatform.googleapis.com"];

    private readonly ConditionalWeakTable<ProviderAccount, IUpstreamCredential> _credentials = new();

    /// <param name="target">The model, as Vertex names it.</param>
    /// <param name="ownApi">The account is one of Vertex AI: its endpoint is as well, and its key, if any, a bearer token.</param>
    /// <exception cref="InferenceException">The account lacks a setting.</exception>
    public GoogleServer Create(ModelTarget target, bool ownApi)
    {
        var account = target.Account;
        var project = Required(target, account.Project, nameof(account.Project));
        var location = Required(target, account.Location, nameof(account.Location));
        return new GoogleServer(
            target,
            $"{BaseOf(account, location, ownApi)}/projects/{project}/locations/{location}/publishers/google",
            _credentials.GetValue(account, _ => CredentialOf(account, ownApi)));
    }

    /// <summary>A stand-in has no projects, so that any name will do.</summary>
    private static string Required(ModelTarget target, string? value, string setting) => value switch
    {
        { Length: > 0 } => Uri.EscapeDataString(value),
        _ when target.Account.Emulated => "emulated",
        _ => throw new InferenceException(
            InferenceErrorCode.ProviderAccount,
            $"{target} is served by Vertex AI, and RawInference:Providers:{target.Account.Name}:{setting} is missing: Vertex AI takes Project, Location "
            + "and CredentialsFile (or application default credentials); a key of the Gemini API does not open it."),
    };

    /// <summary>The location's own host; beside a stand-in for the Gemini API, Vertex AI stands under the same origin.</summary>
    private static string BaseOf(ProviderAccount account, string location, bool ownApi) => account.Endpoint! switch
    {
        var endpoint when GoogleHosts.Contains(endpoint.Host) => $"https://{HostOf(location)}/v1",
        var endpoint when ownApi => endpoint.AbsoluteUri.TrimEnd('/'),
        var endpoint => $"{endpoint.GetLeftPart(UriPartial.Authority)}/v1",
    };

    private static string HostOf(string location) => location switch
    {
        "global" => "aiplatform.googleapis.com",
        "us" or "eu" => $"aiplatform.{location}.rep.googleapis.com",
        _ => $"{location}-aiplatform.googleapis.com",
    };

    /// <summary>A stand-in takes the key that it was given: it has no accounts that could be proven.</summary>
    private IUpstreamCredential CredentialOf(ProviderAccount account, bool ownApi) =>
        account.CredentialsFile is null && (ownApi || account.Emulated) && account.ApiKey is { Length: > 0 } token
            ? new BearerCredential(token)
            : new OAuthCredential(upstream, account);
}
