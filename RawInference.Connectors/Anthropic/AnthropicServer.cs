using RawInference.Connectors.Wire;
using RawInference.Core.Models;

namespace RawInference.Connectors.Anthropic;

/// <summary>One model of one account: where and as whom it is asked.</summary>
internal sealed class AnthropicServer
{
    private const string DefaultVersion = "2023-06-01";

    /// <summary>What every model that the API ever had can write.</summary>
    private const int UnknownMaxTokens = 4_096;

    private readonly Uri _messages;
    private readonly string _version;
    private readonly string? _key;

    public AnthropicServer(ModelTarget target)
    {
        var account = target.Account;
        _messages = new Uri($"{account.Endpoint!.AbsoluteUri.TrimEnd('/')}/messages");
        _version = account.ApiVersion ?? DefaultVersion;
        _key = account.ApiKey;
        Model = target.Model;
        (Thinking, TakesSystemTurns, Efforts) = ModelDialect.Of(target.Card);
        DefaultMaxTokens = (int)(target.Card?.MaxOutputTokens ?? UnknownMaxTokens);
        MediaUrls = AnthropicQuirks.TakesMediaUrls(account);
        Account = new UpstreamAccount(account.Name, account.ApiKey, AnthropicErrors.Classify);
    }

    public string Model { get; }

    public ThinkingDialect Thinking { get; }

    public bool TakesSystemTurns { get; }

    /// <summary>The least first.</summary>
    public IReadOnlyList<string> Efforts { get; }

    /// <summary>For callers who set none: the API needs one.</summary>
    public int DefaultMaxTokens { get; }

    public bool MediaUrls { get; }

    public UpstreamAccount Account { get; }

    public HttpRequestMessage CreateRequest(HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _messages) { Content = content };
        request.Headers.Add("anthropic-version", _version);
        if (!string.IsNullOrEmpty(_key))
        {
            request.Headers.Add("x-api-key", _key);
        }

        return request;
    }
}
