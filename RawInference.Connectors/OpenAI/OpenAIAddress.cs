using System.Net.Http.Headers;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.OpenAI;

/// <summary>Paths below a base URL, and a bearer key where there is one.</summary>
internal sealed class OpenAIAddress(ModelTarget target, ErrorClassifier classify) : IDialectServer
{
    private readonly string _endpoint = target.Account.Endpoint!.AbsoluteUri.TrimEnd('/');

    private readonly AuthenticationHeaderValue? _authorization =
        string.IsNullOrEmpty(target.Account.ApiKey) ? null : new AuthenticationHeaderValue("Bearer", target.Account.ApiKey);

    public string WireModel => target.Model;

    public UpstreamAccount Account { get; } = new(target.Account.Name, target.Account.ApiKey, classify);

    public HttpRequestMessage CreateRequest(string path, HttpContent content) =>
        new(HttpMethod.Post, new Uri($"{_endpoint}/{path}")) { Content = content, Headers = { Authorization = _authorization } };
}
