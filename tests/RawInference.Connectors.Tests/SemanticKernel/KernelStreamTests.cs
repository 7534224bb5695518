using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel.ChatCompletion;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelStreamTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task StreamThatIgnoresCancellation_IsLeftBehind_AndClosedOnceItMoves()
    {
        var client = new StuckClient();
        using var cancellation = new CancellationTokenSource();
        var pieces = Open(client, TimeProvider.System, cancellation.Token);
        Assert.True(await pieces.MoveNextAsync());
        Assert.True(await pieces.MoveNextAsync());
        var next = pieces.MoveNextAsync().AsTask();
        await client.Stuck.Task.WaitAsync(HangGuard);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.WaitAsync(HangGuard));
        await pieces.DisposeAsync().AsTask().WaitAsync(HangGuard);
        Assert.False(client.Closed.Task.IsCompleted);
        client.Release.SetResult();
        await client.Closed.Task.WaitAsync(HangGuard);
    }

    [Fact]
    public async Task StreamThatStalls_TimesOut()
    {
        var time = new FakeTimeProvider();
        var client = new StuckClient();
        var pieces = Open(client, time, CancellationToken.None);
        Assert.True(await pieces.MoveNextAsync());
        Assert.True(await pieces.MoveNextAsync());
        var next = pieces.MoveNextAsync().AsTask();
        await client.Stuck.Task.WaitAsync(HangGuard);
        time.Advance(TimeSpan.FromMinutes(2));

        var error = await Assert.ThrowsAsync<InferenceException>(() => next.WaitAsync(HangGuard));
        Assert.Equal(InferenceErrorCode.ProviderTimeout, error.Code);
        client.Release.SetResult();
    }

    [Fact]
    public async Task ReaderWhoLeaves_ClosesTheStream()
    {
        var client = new StuckClient();
        var pieces = Open(client, TimeProvider.System, CancellationToken.None);
        Assert.True(await pieces.MoveNextAsync());
        await pieces.DisposeAsync();
        Assert.True(client.Closed.Task.IsCompleted);
    }

    private static IAsyncEnumerator<object> Open(IChatClient client, TimeProvider time, CancellationToken cancellationToken)
    {
        var connector = KernelTarget.Connector((_, _) => client, time: time);
        return connector.CreateChatService(KernelTarget.Of(connector, "any"))
            .GetStreamingChatMessageContentsAsync(new ChatHistory("Hi"), cancellationToken: cancellationToken)
            .GetAsyncEnumerator(cancellationToken);
    }

    /// <summary>Says one word, and then stops whatever it is told.</summary>
    private sealed class StuckClient : IChatClient
    {
        public TaskCompletionSource Stuck { get; } = new();

        public TaskCompletionSource Release { get; } = new();

        public TaskCompletionSource Closed { get; } = new();

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            Task.FromException<ChatResponse>(new NotSupportedException());

        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            try
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, "Hel");
                Stuck.SetResult();
                await Release.Task;
                yield return new ChatResponseUpdate(ChatRole.Assistant, "lo");
            }
            finally
            {
                Closed.SetResult();
            }
        }

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
