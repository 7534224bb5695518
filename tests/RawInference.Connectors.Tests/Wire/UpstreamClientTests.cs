using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Connectors.Tests.OpenAI;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Wire;

public class UpstreamClientTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    private static readonly ChatHistory Hello = ChatHistoryMapping.ToHistory([ChatMessage.Of(ChatRole.User, "Hi")]);

    private readonly FakeTimeProvider _time = new();

    private IChatCompletionService Service(HttpMessageHandler handler, UpstreamOptions? options = null)
    {
        var connector = OpenAITarget.Connector(handler, options, _time);
        return connector.CreateChatService(OpenAITarget.Of(connector, "gpt-4o"));
    }

    [Fact]
    public async Task NoHeadersInTime_IsATimeout()
    {
        var handler = new StallingHandler(null);
        var call = Service(handler).GetChatMessageContentsAsync(Hello);
        await handler.Asked.Task.WaitAsync(HangGuard);
        _time.Advance(TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAsync<InferenceException>(() => call.WaitAsync(HangGuard));
        Assert.Equal(InferenceErrorCode.ProviderTimeout, error.Code);
    }

    [Theory]
    [InlineData("", 300)]
    [InlineData("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n", 120)]
    public async Task StreamThatStalls_IsATimeout(string begun, int seconds)
    {
        var stall = new StallingStream(Encoding.UTF8.GetBytes(begun));
        var call = DrainAsync(Service(new StallingHandler(stall)));
        await stall.Stalled.Task.WaitAsync(HangGuard);
        _time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(call.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));

        var error = await Assert.ThrowsAsync<InferenceException>(() => call.WaitAsync(HangGuard));
        Assert.Equal(InferenceErrorCode.ProviderTimeout, error.Code);
    }

    [Fact]
    public async Task CallerWhoCancels_FreesTheUpstreamAndGetsACancellation()
    {
        using var cancellation = new CancellationTokenSource();
        var stall = new StallingStream([]);
        var call = DrainAsync(Service(new StallingHandler(stall)), cancellation.Token);
        await stall.Stalled.Task.WaitAsync(HangGuard);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(HangGuard));
        await stall.Freed.Task.WaitAsync(HangGuard);
    }

    [Fact]
    public async Task CallerWhoStopsReading_FreesTheUpstream()
    {
        var stall = new StallingStream("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n"u8.ToArray());
        await foreach (var content in Service(new StallingHandler(stall)).GetStreamingChatMessageContentsAsync(Hello))
        {
            Assert.Equal("a", content.Content);
            break;
        }

        await stall.Freed.Task.WaitAsync(HangGuard);
    }

    [Fact]
    public async Task SocketThatIsCut_IsACutStream()
    {
        var stream = new StallingStream("data: {\"choices\""u8.ToArray()) { Cut = true };
        var error = await Assert.ThrowsAsync<InferenceException>(() => DrainAsync(Service(new StallingHandler(stream))));
        Assert.Equal(InferenceErrorCode.StreamCut, error.Code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ServerThatDoesNotCloseAfterItsEnd_HasAnswered(bool cuts)
    {
        var stall = new StallingStream("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"u8.ToArray()) { Cut = cuts };
        var call = DrainAsync(Service(new StallingHandler(stall)));
        if (!cuts)
        {
            await stall.Stalled.Task.WaitAsync(HangGuard);
            _time.Advance(TimeSpan.FromMilliseconds(100));
        }

        await call.WaitAsync(HangGuard);
        await stall.Freed.Task.WaitAsync(HangGuard);
    }

    [Fact]
    public async Task RefusalThatBreaksOff_KeepsItsStatus()
    {
        var stream = new StallingStream("{\"error\":"u8.ToArray()) { Cut = true };
        var error = await Assert.ThrowsAsync<InferenceException>(
            () => Service(new StallingHandler(stream, HttpStatusCode.TooManyRequests)).GetChatMessageContentsAsync(Hello));
        Assert.Equal((InferenceErrorCode.ProviderRateLimited, 429), (error.Code, error.ProviderStatus));
        await stream.Freed.Task.WaitAsync(HangGuard);
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, InferenceErrorCode.ProviderUnreachable)]
    [InlineData(HttpRequestError.NameResolutionError, InferenceErrorCode.ProviderUnreachable)]
    [InlineData(HttpRequestError.SecureConnectionError, InferenceErrorCode.ProviderUnreachable)]
    [InlineData(HttpRequestError.ResponseEnded, InferenceErrorCode.ProviderFailed)]
    public async Task NoAnswerAtAll_IsToldApart(HttpRequestError error, InferenceErrorCode expected)
    {
        var failure = await Assert.ThrowsAsync<InferenceException>(
            () => Service(new ThrowingHandler(new HttpRequestException(error, "x"))).GetChatMessageContentsAsync(Hello));
        Assert.Equal(expected, failure.Code);
    }

    [Fact]
    public async Task ConnectTimeoutOfTheHandler_IsUnreachable()
    {
        var failure = await Assert.ThrowsAsync<InferenceException>(
            () => Service(new ThrowingHandler(new TaskCanceledException("connect", new TimeoutException()))).GetChatMessageContentsAsync(Hello));
        Assert.Equal(InferenceErrorCode.ProviderUnreachable, failure.Code);
    }

    [Fact]
    public async Task BodyOverTheBound_IsInvalid()
    {
        var service = Service(new CannedHandler($"\"{new string('x', 2_000)}\""), new UpstreamOptions { MaxAnswerBytes = 1_000 });
        var error = await Assert.ThrowsAsync<InferenceException>(() => service.GetChatMessageContentsAsync(Hello));
        Assert.Equal(InferenceErrorCode.ProviderInvalidAnswer, error.Code);
        Assert.Contains("1000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TraceOfTheCaller_GoesUpstream()
    {
        var handler = new CannedHandler("{}");
        using var activity = new Activity("test") { TraceStateString = "a=b" }.Start();
        await Assert.ThrowsAsync<InferenceException>(() => Service(handler).GetChatMessageContentsAsync(Hello));

        Assert.Equal((activity.Id, "a=b"), (handler.Headers["traceparent"], handler.Headers["tracestate"]));
    }

    private static async Task DrainAsync(IChatCompletionService service, CancellationToken cancellationToken = default)
    {
        await foreach (var _ in service.GetStreamingChatMessageContentsAsync(Hello, cancellationToken: cancellationToken))
        {
        }
    }

    private sealed class ThrowingHandler(Exception exception) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => throw exception;
    }

    private sealed class StallingHandler(Stream? body, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        public TaskCompletionSource Asked { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.SetResult();
            if (body is null)
            {
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            return new HttpResponseMessage(status) { Content = new StreamContent(body!) };
        }
    }

    /// <summary>Gives its bytes, then nothing more.</summary>
    private sealed class StallingStream(byte[] begun) : MemoryStream(begun)
    {
        public TaskCompletionSource Stalled { get; } = new();

        public TaskCompletionSource Freed { get; } = new();

        public bool Cut { get; init; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Position < Length)
            {
                return Read(buffer.Span);
            }

            if (Cut)
            {
                throw new HttpIOException(HttpRequestError.ResponseEnded);
            }

            var never = new TaskCompletionSource<int>();
            await using var registration = cancellationToken.Register(() => never.TrySetCanceled(cancellationToken));
            Stalled.TrySetResult();
            return await never.Task;
        }

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            Freed.TrySetResult();
        }
    }
}
