using System.Runtime.CompilerServices;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Google.Vertex;

/// <summary>Where a project's models are asked on Vertex AI, and as whom. All models of an account share its tokens.</summary>
internal sealed class VertexServers(UpstreamClient upstream)
{
    /// <summary>The quirk that names the base URL of Vertex AI, up to and with its version.</summary>
    public const string EndpointQuirk = "vertex_endpoint";

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

    private static string Required(ModelTarget target, string? value, string setting) => value switch
    {
        { Length: > 0 } => Uri.EscapeDataString(value),
        _ => throw new InferenceException(
            InferenceErrorCode.ProviderAccount,
            $"{target} is served by Vertex AI, and RawInference:Providers:{target.Account.Name}:{setting} is missing: Vertex AI takes Project, Location "
            + "and CredentialsFile (or application default credentials); a key of the Gemini API does not open it."),
    };

    /// <summary>Where the quirk says, else the location's own host; an account of Vertex AI may name another as its endpoint.</summary>
    private static string BaseOf(ProviderAccount account, string location, bool ownApi) =>
        account.Quirks.GetValueOrDefault(EndpointQuirk)?.TrimEnd('/')
        ?? (ownApi && !GoogleHosts.Contains(account.Endpoint!.Host) ? account.Endpoint.AbsoluteUri.TrimEnd('/') : $"https://{HostOf(location)}/v1");

    private static string HostOf(string location) => location switch
    {
        "global" => "aiplatform.googleapis.com",
        "us" or "eu" => $"aiplatform.{location}.rep.googleapis.com",
        _ => $"{location}-aiplatform.googleapis.com",
    };

    private IUpstreamCredential CredentialOf(ProviderAccount account, bool ownApi) =>
        (ownApi, account) switch
        {
            (true, { CredentialsFile: not null, ApiKey.Length: > 0 }) => throw new InferenceException(
                InferenceErrorCode.ProviderAccount,
                $"RawInference:Providers:{account.Name} has both ApiKey, a bearer token on Vertex AI, and CredentialsFile: remove the one that is not meant."),
            (true, { ApiKey: { Length: > 0 } token }) => new BearerCredential(token),
            _ => new OAuthCredential(upstream, account),
        };
}
