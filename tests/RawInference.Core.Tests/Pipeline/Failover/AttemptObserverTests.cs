using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core.Models;
using RawInference.Core.Pipeline.Failover;
using RawInference.Testing;

namespace RawInference.Core.Tests.Pipeline.Failover;

public sealed class AttemptObserverTests : IAsyncDisposable
{
    private readonly TestGateway _gateway = new();
    private readonly Notes _notes = new();

    public AttemptObserverTests()
    {
        _gateway.Configure = services => services.AddSingleton<IAttemptObserver>(_notes);
    }

    [Fact]
    public async Task EveryAttempt_IsHeard()
    {
        _gateway.Connector.Chat = call => call.Provider == "first"
            ? throw FakeAnswers.Failure(InferenceErrorCode.ProviderRateLimited, 429)
            : Task.FromResult(FakeAnswers.Chat("ok"));

        await _gateway.Client.SendAsync(Requests.Chat("both", "hi"));

        Assert.Equal([("first/chat", InferenceErrorCode.ProviderRateLimited), ("second/chat", null)], _notes.Heard);
    }

    [Fact]
    public async Task AnswerThatBreaksOff_IsHeardAgain()
    {
        _gateway.Connector.ChatStream = _ => FakeAnswers.Broken(FakeAnswers.Failure(InferenceErrorCode.StreamCut), "a");

        await Assert.ThrowsAsync<InferenceException>(async () => await _gateway.Client.StreamAsync(Requests.Streamed("first/chat", "hi")).ToListAsync());

        Assert.Equal([("first/chat", null), ("first/chat", InferenceErrorCode.StreamCut)], _notes.Heard);
    }

    [Fact]
    public async Task RefusalBeforeAnyAttempt_IsNotHeard()
    {
        await Assert.ThrowsAsync<InferenceException>(() => _gateway.Client.SendAsync(Requests.Chat("first/embed", "hi")));
        Assert.Empty(_notes.Heard);
    }

    public ValueTask DisposeAsync() => _gateway.DisposeAsync();

    private sealed class Notes : IAttemptObserver
    {
        public ConcurrentQueue<(string Target, InferenceErrorCode? Error)> Heard { get; } = new();

        public void Observe(ModelTarget target, InferenceErrorCode? error) => Heard.Enqueue((target.ToString(), error));
    }
}
