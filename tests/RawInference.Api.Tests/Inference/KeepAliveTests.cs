using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RawInference.Chat;

namespace RawInference.Api.Tests.Inference;

public sealed class KeepAliveTests
{
    [Fact]
    public async Task StreamThatIsSilent_SendsAComment_AndGoesOn()
    {
        var clock = new FakeTimeProvider();
        var client = new PausingClient();
        await using var api = new ApiHost([], services => services.AddSingleton<TimeProvider>(clock).AddSingleton<IInferenceClient>(client));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/inference")
        {
            Content = new StringContent("""{"model":"openai/gpt-4o-mini","inputs":{"prompts":["Hi"]},"parameters":{"stream":true}}""", null, "application/json"),
        };
        using var response = await api.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("event: delta", await ReadAsync(reader));
        await ReadAsync(reader);
        await ReadAsync(reader);

        // The wait begins at some moment after the delta was sent: time goes on until it is over.
        var comment = ReadAsync(reader);
        for (var seconds = 0; !comment.IsCompleted && seconds < 2_000; seconds++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(comment, Task.Delay(TimeSpan.FromMilliseconds(5), TestContext.Current.CancellationToken));
        }

        Assert.True(comment.IsCompleted);
        Assert.Equal(": keep-alive", await comment);
        await ReadAsync(reader);
        client.GoOn.SetResult();
        while (await ReadAsync(reader) is { } line && line != "event: response")
        {
            Assert.DoesNotContain("error", line, StringComparison.Ordinal);
        }
    }

    private static Task<string?> ReadAsync(StreamReader reader) => reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask();

    private sealed class PausingClient : IInferenceClient
    {
        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async IAsyncEnumerable<InferenceUpdate> StreamAsync(InferenceRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            yield return new ChatDelta { Text = "a" };
            await GoOn.Task.WaitAsync(cancellationToken);
            yield return new ChatResponse { Outputs = [new ChatOutput { Text = "a", FinishReason = FinishReason.Stop }] };
        }
    }
}
