using RawInference.Chat;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Caching;

public sealed class CachedStreamTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();

    [Fact]
    public async Task StreamedAnswer_ReplaysItsDeltas()
    {
        var first = await StreamAsync();
        var second = await StreamAsync();

        Assert.Single(_gateway.Connector.Calls);
        Assert.Equal(first.SkipLast(1).Select(Bare), second.SkipLast(1).Select(Bare));
        Assert.True(Assert.IsType<ChatResponse>(second[^1]).Cached);
        Assert.All(second, update => Assert.Equal(CacheState.Hit, update.Facts.Cache));
    }

    [Fact]
    public async Task StreamOfAnAnswerThatWasNotStreamed_IsSplitIntoDeltas()
    {
        await _gateway.Client.SendAsync(Requests.Cached(Requests.Chat("first/chat", "hi")));
        var updates = await StreamAsync();

        Assert.Equal(
            [new ChatDelta { Text = "re: hi" }, new ChatDelta { FinishReason = FinishReason.Stop }],
            updates.SkipLast(1).Select(Bare));
        Assert.Equal("re: hi", Assert.IsType<ChatResponse>(updates[^1]).Text);
    }

    [Fact]
    public async Task CallThatDoesNotStream_GetsTheStreamedAnswerWhole()
    {
        await StreamAsync();
        var updates = await _gateway.Client.StreamAsync(Requests.Cached(Requests.Chat("first/chat", "hi"))).ToListAsync();

        Assert.Equal("re: hi", Assert.IsType<ChatResponse>(Assert.Single(updates)).Text);
    }

    [Fact]
    public async Task StreamThatBreaksOff_IsNotKept()
    {
        var fine = _gateway.Connector.ChatStream;
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "re: ");
        await Assert.ThrowsAsync<InferenceException>(StreamAsync);

        Assert.Empty(_gateway.Cache.Entries);
        _gateway.Connector.ChatStream = fine;
        Assert.False(Assert.IsType<ChatResponse>((await StreamAsync())[^1]).Cached);
    }

    [Fact]
    public async Task StreamThatItsCallerLeaves_IsNotKept()
    {
        await foreach (var _ in _gateway.Client.StreamAsync(Requests.Cached(Requests.Streamed("first/chat", "hi"))))
        {
            break;
        }

        Assert.Empty(_gateway.Cache.Entries);
    }

    [Fact]
    public async Task StreamOfSeveralPrompts_ReplaysAsItCame()
    {
        var request = Requests.Cached(Requests.Streamed("first/chat", "a", "b"));
        var first = await _gateway.Client.StreamAsync(request).ToListAsync();
        var second = await _gateway.Client.StreamAsync(request).ToListAsync();

        Assert.Equal(first.SkipLast(1).Select(Bare), second.SkipLast(1).Select(Bare));
        Assert.Equal(["re: a", "re: b"], Assert.IsType<ChatResponse>(second[^1]).Outputs.Select(output => output.Text));
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private Task<List<InferenceUpdate>> StreamAsync() =>
        _gateway.Client.StreamAsync(Requests.Cached(Requests.Streamed("first/chat", "hi"))).ToListAsync().AsTask();

    private static ChatDelta Bare(InferenceUpdate update) => (ChatDelta)update with { Facts = CallFacts.None };
}
