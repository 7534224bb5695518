using RawInference.Chat;

namespace RawInference.Client.Tests;

public class InferenceClientExtensionsTests
{
    private static readonly ChatRequest Request = Given.Chat("""{"prompts":["hi"]}""");

    [Fact]
    public async Task DeltasBeforeTheResponse_ArePassedOver()
    {
        var whole = new ChatResponse { Outputs = [new ChatOutput { Text = "ab", FinishReason = FinishReason.Stop }] };
        var client = new FakeClient([new ChatDelta { Text = "a" }, new ChatDelta { Text = "b" }, whole]);

        var response = await client.SendAsync(Request, TestContext.Current.CancellationToken);

        Assert.Same(whole, response);
        Assert.Equal("ab", response.Text);
    }

    [Fact]
    public async Task EndWithoutAResponse_IsACutAndNotAnAnswer()
    {
        var client = new FakeClient([new ChatDelta { Text = "a" }]);

        var exception = await Assert.ThrowsAsync<InferenceException>(() => client.SendAsync(Request, TestContext.Current.CancellationToken));

        Assert.Equal(InferenceErrorCode.StreamCut, exception.Code);
    }

    [Fact]
    public async Task CallersToken_ReachesTheClient()
    {
        var client = new FakeClient([]);
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.SendAsync(Request, source.Token));
    }

    private sealed class FakeClient(IReadOnlyList<InferenceUpdate> updates) : IInferenceClient
    {
        public async IAsyncEnumerable<InferenceUpdate> StreamAsync(
            InferenceRequest request,
            [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var update in updates)
            {
                await Task.Yield();
                yield return update;
            }
        }
    }
}
