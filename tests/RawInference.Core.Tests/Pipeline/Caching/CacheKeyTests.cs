using Microsoft.Extensions.DependencyInjection;
using RawInference.Chat;
using RawInference.Core.Identity;
using RawInference.Core.Pipeline.Idempotency;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Caching;

public sealed class CacheKeyTests : IAsyncDisposable
{
    private static readonly Caller Somebody = new TestCaller().Caller;

    private readonly TestGateway _gateway = new();

    public CacheKeyTests() => _gateway.Configure = services => services.AddSingleton<IIdempotencyStore>(new MemoryIdempotencyStore(_gateway.Clock));

    public static TheoryData<Caller> Others =>
    [
        Somebody with { Namespace = "ns_other" },
        Somebody with { Organization = "org_other" },
    ];

    public static TheoryData<ChatRequest> OtherRequests =>
    [
        Requests.Chat("first/chat", "ho"),
        Requests.Chat("first/chat", "hi", "hi"),
        Requests.Chat("second/chat", "hi"),
        Requests.Chat("first/newer", "hi"),
        Requests.Chat("first/chat", "hi") with { Parameters = new ChatParameters { Temperature = 0 } },
        Requests.Chat("first/chat", "hi") with { ProviderOptions = Requests.Json("""{"user":"u"}""") },
        Requests.Chat("first/chat", "hi") with { Call = new CallOptions { Strict = true } },
        Requests.Chat("first/chat", "hi") with { Call = new CallOptions { IncludeRaw = true } },
        Requests.Chat("first/chat", "hi") with { Call = new CallOptions { MaxCostUsd = 1 } },
    ];

    public static TheoryData<ChatRequest> SameRequests =>
    [
        Requests.Chat("both", "hi"),
        Requests.Streamed("first/chat", "hi"),
        Requests.Chat("first/chat", "hi") with { Call = new CallOptions { RequestId = "r", IdempotencyKey = "k", Timeout = TimeSpan.FromSeconds(9), Face = "f" } },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public async Task OtherNamespaceOrOrganization_NeverHits(Caller other)
    {
        await SendAsync(Requests.Chat("first/chat", "hi"));
        _gateway.Caller.Caller = other;

        Assert.False((await SendAsync(Requests.Chat("first/chat", "hi"))).Cached);
        _gateway.Caller.Caller = Somebody;
        Assert.True((await SendAsync(Requests.Chat("first/chat", "hi"))).Cached);
    }

    [Fact]
    public async Task EntryThatIsCopiedIntoAnotherNamespace_HasNoKeyThere()
    {
        await SendAsync(Requests.Chat("first/chat", "hi"));
        var ((_, _, key), answer) = Assert.Single(_gateway.Cache.Entries);
        _gateway.Cache.Entries[(Somebody.Organization, "ns_other", key)] = answer;
        _gateway.Caller.Caller = Somebody with { Namespace = "ns_other" };

        Assert.False((await SendAsync(Requests.Chat("first/chat", "hi"))).Cached);
    }

    [Fact]
    public async Task OtherKeyOfTheNamespace_HitsOnlyWhatItMayAsk()
    {
        await SendAsync(Requests.Chat("both", "hi"));
        _gateway.Caller.Caller = Somebody with { KeyId = "key_other" };
        Assert.True((await SendAsync(Requests.Chat("both", "hi"))).Cached);

        _gateway.Caller.Grant(new KeyGrant { Providers = new HashSet<string> { "second" } });
        var response = await SendAsync(Requests.Chat("both", "hi"));
        Assert.Equal((false, "second"), (response.Cached, response.Provider));
    }

    [Theory]
    [MemberData(nameof(OtherRequests))]
    public async Task OtherRequest_Misses(ChatRequest other)
    {
        await SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.False((await SendAsync(other)).Cached);
        Assert.True((await SendAsync(other)).Cached);
    }

    [Theory]
    [MemberData(nameof(SameRequests))]
    public async Task SameRequestInOtherClothes_Hits(ChatRequest same)
    {
        await SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.True((await SendAsync(same)).Cached);
    }

    [Theory]
    [InlineData("Providers:first:Endpoint", "https://elsewhere.test/v1", false)]
    [InlineData("Providers:first:Emulated", "true", false)]
    [InlineData("Providers:first:Quirks:terse", "yes", false)]
    [InlineData("Providers:first:Unsupported:0", "seed", false)]
    [InlineData("Providers:first:ApiKey", "secret-new", true)]
    [InlineData("Providers:second:Endpoint", "https://elsewhere.test/v1", true)]
    public async Task AccountThatIsReachedInAnotherWay_GivesOtherAnswers(string setting, string value, bool same)
    {
        await SendAsync(Requests.Chat("first/chat", "hi"));
        await using var later = new TestGateway();
        later.Settings[setting] = value;
        foreach (var (key, answer) in _gateway.Cache.Entries)
        {
            later.Cache.Entries[key] = answer;
        }

        Assert.Equal(same, (await later.Client.SendAsync(Requests.Cached(Requests.Chat("first/chat", "hi")))).Cached);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Task<ChatResponse> SendAsync(ChatRequest request) => _gateway.Client.SendAsync(Requests.Cached(request));
}
