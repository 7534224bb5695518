using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Images;
using RawInference.Images;
using RawInference.Media;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Caching;

/// <summary>What must never stand for the answer of another call.</summary>
public sealed class UncachedAnswerTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task Failure_IsNotKept()
    {
        _gateway.Connector.Chat = _ => throw FakeAnswers.Failure(InferenceErrorCode.ProviderRefused, 400);
        await Assert.ThrowsAsync<InferenceException>(() => SendAsync(Requests.Chat("first/chat", "hi")));
        await Assert.ThrowsAsync<InferenceException>(() => SendAsync(Requests.Chat("first/chat", "hi")));

        Assert.Equal(2, _gateway.Connector.Calls.Count);
        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task AnswerOfAFallback_IsNotKept()
    {
        _gateway.Connector.Chat = call => call.Provider == "first"
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Chat("second best"));

        Assert.Equal("second", (await SendAsync(Requests.Chat("both", "hi"))).Provider);
        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task AnswerWithOnePartOfAFallback_IsNotKept()
    {
        _gateway.Connector.Chat = call => call is { Provider: "first", Prompt: "b" }
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Chat("fine"));
        await SendAsync(Requests.Chat("both", "a", "b", "c"));

        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task AnswerOfASecondTry_IsKept()
    {
        _gateway.Settings["Failover:AttemptsPerTarget"] = "2";
        _gateway.Settings["Failover:BaseDelay"] = "00:00:00.001";
        _gateway.Connector.Chat = call => call.Number == 1
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderFailed, 500)
            : Task.FromResult(FakeAnswers.Chat("fine"));
        var sending = SendAsync(Requests.Chat("first/chat", "hi"));
        while (!sending.IsCompleted)
        {
            _gateway.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        await sending;
        Assert.Single(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task RefusalOfTheModel_IsNotKept()
    {
        Answer(new ChatOutput { Refusal = "I would rather not.", FinishReason = FinishReason.Stop });
        await SendAsync(Requests.Chat("first/chat", "hi"));
        Answer(new ChatOutput { Text = "half", FinishReason = FinishReason.ContentFilter });
        await SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task AnswerThatBrokeItsSchema_IsNotKept()
    {
        Answer(new ChatOutput { Text = "no JSON", FinishReason = FinishReason.Stop });
        var response = await SendAsync(Requests.Chat("first/chat", "hi") with { Parameters = new ChatParameters { Schema = Requests.Json("""{"type":"object"}""") } });

        Assert.Contains(response.Warnings, warning => warning.Code == WarningCodes.SchemaNotMet);
        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task ImageThatIsAUrlOfItsProvider_IsNotKept()
    {
        _gateway.Connector.Draw = _ => Task.FromResult<IReadOnlyList<ImageResult>>([new ImageResult { Image = new GeneratedImage { Url = "https://images.test/1" } }]);
        await _gateway.Client.SendAsync(Requests.Cached(Requests.Image("first/draw", "a lamp")));

        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task AnswerThatIsTooLarge_IsNotKept_WhichAWarningSays()
    {
        _gateway.Settings["Caching:MaxAnswerBytes"] = "1024";
        Answer(new ChatOutput { Text = new string('a', 1_024), FinishReason = FinishReason.Stop });
        var response = await SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.Equal((WarningCodes.CacheNotice, "cache"), Assert.Single(response.Warnings.Select(warning => (warning.Code, warning.Path))));
        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task CutAtATokenLimit_IsKept()
    {
        Answer(new ChatOutput { Text = "so far", FinishReason = FinishReason.Length });
        await SendAsync(Requests.Chat("first/chat", "hi"));

        Assert.True((await SendAsync(Requests.Chat("first/chat", "hi"))).Cached);
    }

    [Fact]
    public async Task UrlInTheInputs_BypassesTheCache_UnlessItIsVouchedFor()
    {
        var image = new MediaContent { Kind = MediaKind.Image, Path = "inputs.image_url", Url = "https://images.test/a.png" };
        var request = Requests.Cached(Requests.Chat("first/chat", "hi"));
        request = request with { Conversations = [[new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of("hi"), ContentPart.Of(image)] }]] };

        var failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request));
        Assert.Equal((CacheState.Bypass, 0), (failure.Facts.Cache, _gateway.Cache.Lookups));
        Assert.Equal((WarningCodes.CacheNotice, "cache"), Assert.Single(failure.Facts.Warnings.Select(warning => (warning.Code, warning.Path))));

        var strict = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(request with { Call = request.Call with { Strict = true } }));
        Assert.Equal("cache", Assert.Single(strict.Problems).Path);

        var vouched = request with { Call = request.Call with { Cache = new CacheOptions(ImmutableUrls: true) } };
        failure = await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(vouched));
        Assert.Equal((CacheState.Miss, 1), (failure.Facts.Cache, _gateway.Cache.Lookups));
    }

    [Fact]
    public async Task DataUri_IsContent()
    {
        var image = new MediaContent { Kind = MediaKind.Image, Path = "inputs.image_url", Url = $"DATA:image/png;base64,{Convert.ToBase64String(FakeAnswers.Png.Span)}" };
        var request = Requests.Cached(Requests.Embedding("first/new", image));
        await _gateway.Client.SendAsync(request);

        Assert.True((await _gateway.Client.SendAsync(request)).Cached);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private void Answer(ChatOutput output) =>
        _gateway.Connector.Chat = _ => Task.FromResult<IReadOnlyList<ChatResult>>([new ChatResult { Output = output, Usage = FakeAnswers.Usage }]);

    private Task<ChatResponse> SendAsync(ChatRequest request) => _gateway.Client.SendAsync(Requests.Cached(request));
}
