using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Google;

/// <summary>One model of one account: where and as whom it is asked.</summary>
internal sealed class GoogleServer
{
    private readonly string _modelUrl;
    private readonly string? _key;

    /// <summary>The Gemini API, with the account's key.</summary>
    public GoogleServer(ModelTarget target)
        : this(target, target.Account.Endpoint!.AbsoluteUri, target.Account.ApiKey, credential: null)
    {
    }

    /// <summary>The same dialect elsewhere: <paramref name="endpoint"/> is what stands before <c>/models/{model}</c>.</summary>
    public GoogleServer(ModelTarget target, string endpoint, IUpstreamCredential credential)
        : this(target, endpoint, key: null, credential)
    {
    }

    private GoogleServer(ModelTarget target, string endpoint, string? key, IUpstreamCredential? credential)
    {
        // A model's name comes from the caller: escaped, it cannot leave its place in the path. '@' is at home there.
        _modelUrl = $"{endpoint.TrimEnd('/')}/models/{Uri.EscapeDataString(target.Model).Replace("%40", "@", StringComparison.Ordinal)}";
        _key = string.IsNullOrEmpty(key) ? null : key;
        IsVertex = credential is not null;
        Model = target.Model;
        Card = target.Card;
        Account = new UpstreamAccount(target.Account.Name, _key, GoogleErrors.Classify) { Credential = credential };
    }

    public string Model { get; }

    public ModelCard? Card { get; }

    public UpstreamAccount Account { get; }

    /// <summary>Vertex AI's server, which has a few fields more than the Gemini API's.</summary>
    public bool IsVertex { get; }

    /// <param name="method"><c>generateContent</c>, <c>predict</c>, …; a query may follow it.</param>
    /// <param name="content">The body.</param>
    public HttpRequestMessage CreateRequest(string method, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{_modelUrl}:{method}")) { Content = content };
        if (_key is not null)
        {
            // Never as ?key=, which ends up in logs.
            request.Headers.TryAddWithoutValidation("x-goog-api-key", _key);
        }

        return request;
    }
}
