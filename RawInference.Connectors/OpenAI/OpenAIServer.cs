using System.Net.Http.Headers;
using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.OpenAI;

/// <summary>One model of one account: where and as whom it is asked.</summary>
internal sealed class OpenAIServer
{
    private readonly string _endpoint;
    private readonly AuthenticationHeaderValue? _authorization;

    public OpenAIServer(ModelTarget target)
    {
        var account = target.Account;
        _endpoint = account.Endpoint!.AbsoluteUri.TrimEnd('/');
        _authorization = string.IsNullOrEmpty(account.ApiKey) ? null : new AuthenticationHeaderValue("Bearer", account.ApiKey);
        Model = target.Model;
        Card = target.Card;
        Quirks = OpenAIQuirks.Read(account.Name, account.Quirks);
        Account = new UpstreamAccount(account.Name, account.ApiKey, OpenAIErrors.Classify);
    }

    public string Model { get; }

    public ModelCard? Card { get; }

    public OpenAIQuirks Quirks { get; }

    public UpstreamAccount Account { get; }

    public HttpRequestMessage CreateRequest(string path, HttpContent content) =>
        new(HttpMethod.Post, new Uri($"{_endpoint}/{path}")) { Content = content, Headers = { Authorization = _authorization } };
}
