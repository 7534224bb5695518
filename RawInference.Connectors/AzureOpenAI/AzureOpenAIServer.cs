using System.Text.RegularExpressions;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.AzureOpenAI;

/// <summary>One deployment of one resource.</summary>
internal sealed partial class AzureOpenAIServer : IDialectServer
{
    /// <summary>Which paths name the deployment where the version is a dated one; others name it in the body alone.</summary>
    private static readonly string[] OfADeployment =
    [
        "chat/completions", "embeddings", "audio/transcriptions", "audio/translations", "audio/speech", "images/generations", "images/edits",
    ];

    private readonly string _resource;
    private readonly string? _apiKey;
    private readonly string? _apiVersion;

    public AzureOpenAIServer(ModelTarget target, ErrorClassifier classify, EntraTokens tokens)
    {
        var account = target.Account;
        _resource = $"{account.Endpoint!.AbsoluteUri.TrimEnd('/')}/openai";
        _apiKey = account.ApiKey;
        _apiVersion = account.ApiVersion is { Length: > 0 } version ? version : null;
        WireModel = account.Deployments.GetValueOrDefault(target.Model, target.Model);
        Account = new UpstreamAccount(account.Name, _apiKey, error => AzureOpenAIErrors.Classify(error) ?? classify(error))
        {
            Credential = _apiKey is null ? new EntraCredential(account.Name, tokens) : null,
        };
    }

    public string WireModel { get; }

    public UpstreamAccount Account { get; }

    public static bool IsDated(string apiVersion) => Dated.IsMatch(apiVersion);

    public HttpRequestMessage CreateRequest(string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(AddressOf(path))) { Content = content };
        if (_apiKey is not null)
        {
            request.Headers.TryAddWithoutValidation("api-key", _apiKey);
        }

        return request;
    }

    private string AddressOf(string path)
    {
        if (_apiVersion is null)
        {
            return $"{_resource}/v1/{path}";
        }

        var query = $"api-version={Uri.EscapeDataString(_apiVersion)}";
        return !IsDated(_apiVersion) ? $"{_resource}/v1/{path}?{query}"
            : OfADeployment.Contains(path) ? $"{_resource}/deployments/{Uri.EscapeDataString(WireModel)}/{path}?{query}"
            : $"{_resource}/{path}?{query}";
    }

    [GeneratedRegex(@"\A\d{4}-\d{2}-\d{2}(-preview)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Dated { get; }
}
