using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Connectors.SemanticKernel;

namespace RawInference.Connectors.Tests.SemanticKernel;

public class KernelCallTests
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromSeconds(30);

    public static TheoryData<Exception, InferenceErrorCode> Failures => new()
    {
        { new HttpOperationException(HttpStatusCode.TooManyRequests, """{"error":{"message":"slow down"}}""", "m", null), InferenceErrorCode.ProviderRateLimited },
        { new HttpOperationException(HttpStatusCode.NotFound, """{"error":{"message":"no such model"}}""", "m", null), InferenceErrorCode.ProviderModelNotFound },
        { new HttpOperationException("m", new HttpRequestException(HttpRequestError.ConnectionError)), InferenceErrorCode.ProviderUnreachable },
        { new HttpRequestException("m", null, HttpStatusCode.BadGateway), InferenceErrorCode.ProviderFailed },
        { new HttpRequestException("m", new HttpIOException(HttpRequestError.ResponseEnded)), InferenceErrorCode.StreamCut },
        { new HttpRequestException(HttpRequestError.Unknown), InferenceErrorCode.ProviderFailed },
        { new KernelException("m", new JsonException("m")), InferenceErrorCode.ProviderInvalidAnswer },
        { new AggregateException(new InvalidOperationException(), new TimeoutException()), InferenceErrorCode.ProviderTimeout },
        { new TaskCanceledException(), InferenceErrorCode.ProviderTimeout },
        { new NotSupportedException("m"), InferenceErrorCode.ProviderRefused },
        { new StatusException(HttpStatusCode.Unauthorized), InferenceErrorCode.ProviderAccount },
        { new StatusException(HttpStatusCode.OK), InferenceErrorCode.ProviderFailed },
        { new HidingException(), InferenceErrorCode.ProviderRateLimited },
        { new InferenceException(InferenceErrorCode.ProviderContentPolicy, "m"), InferenceErrorCode.ProviderContentPolicy },
        { new FormatException("m"), InferenceErrorCode.ProviderContextLength },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task Exception_IsATypedError(Exception thrown, InferenceErrorCode expected)
    {
        var chat = new FakeKernelChat { Answer = _ => Task.FromException<ChatMessageContent>(thrown) };
        var error = await Assert.ThrowsAsync<InferenceException>(() => Service(
            chat, options => options.ErrorCode = exception => exception is FormatException ? InferenceErrorCode.ProviderContextLength : null).GetChatMessageContentAsync("Hi"));
        Assert.Equal(expected, error.Code);
    }

    [Fact]
    public async Task UnknownException_IsNotQuoted()
    {
        var chat = new FakeKernelChat { Answer = _ => throw new InvalidOperationException("the prompt was: secret") };
        using var logs = new LogLines();
        var error = await Assert.ThrowsAsync<InferenceException>(() => Service(chat, logs: logs).GetChatMessageContentAsync("Hi"));

        Assert.Equal((InferenceErrorCode.ProviderFailed, "The service of acme failed (InvalidOperationException)."), (error.Code, error.Message));
        Assert.IsType<InvalidOperationException>(error.InnerException);
        var line = await logs.NextAsync();
        Assert.StartsWith("Warning: The service of acme failed with System.InvalidOperationException", line, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("key sk-abcdefgh12345678 is wrong", "key *** is wrong")]
    [InlineData("my own secret is wrong", "my own *** is wrong")]
    public async Task WordsOfTheProvider_AreShownWithoutKeys(string said, string shown)
    {
        var refusal = new HttpOperationException(HttpStatusCode.BadRequest, JsonSerializer.Serialize(new { error = new { message = said } }), "m", null);
        var chat = new FakeKernelChat { Answer = _ => Task.FromException<ChatMessageContent>(refusal) };
        var error = await Assert.ThrowsAsync<InferenceException>(() => Service(chat, options => options.Secret = "secret").GetChatMessageContentAsync("Hi"));

        Assert.Equal((InferenceErrorCode.ProviderRefused, $"acme says: {shown}"), (error.Code, error.Message));
    }

    [Fact]
    public async Task ServiceThatIgnoresCancellation_IsLeftBehindAndToldOf()
    {
        var time = new FakeTimeProvider();
        using var logs = new LogLines();
        var asked = new TaskCompletionSource();
        var never = new TaskCompletionSource<ChatMessageContent>();
        var chat = new FakeKernelChat { Answer = _ => { asked.SetResult(); return never.Task; } };
        using var cancellation = new CancellationTokenSource();
        var call = Service(chat, time: time, logs: logs).GetChatMessageContentAsync("Hi", cancellationToken: cancellation.Token);
        await asked.Task.WaitAsync(HangGuard);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(HangGuard));
        time.Advance(TimeSpan.FromSeconds(2));
        never.SetResult(FakeKernelChat.Said("after all"));
        Assert.StartsWith("Warning: The service of acme did not stop when its call was given up, and ended 2.0 s later", await logs.NextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ServiceWithTooManyCallsLeftBehind_IsNotAskedUntilTheyEnd()
    {
        var time = new FakeTimeProvider();
        using var logs = new LogLines();
        var never = new TaskCompletionSource<ChatMessageContent>();
        var all = new TaskCompletionSource();
        var asked = 0;
        var service = Service(
            new FakeKernelChat
            {
                Answer = _ =>
                {
                    if (Interlocked.Increment(ref asked) == 100)
                    {
                        all.SetResult();
                    }

                    return never.Task;
                },
            },
            time: time,
            logs: logs);
        using var cancellation = new CancellationTokenSource();
        var calls = Enumerable.Range(0, 100).Select(_ => service.GetChatMessageContentAsync("Hi", cancellationToken: cancellation.Token)).ToArray();
        await all.Task.WaitAsync(HangGuard);
        await cancellation.CancelAsync();
        foreach (var call in calls)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(HangGuard));
        }

        var error = await Assert.ThrowsAsync<InferenceException>(() => service.GetChatMessageContentAsync("Hi").WaitAsync(HangGuard));
        Assert.Equal(InferenceErrorCode.ProviderUnreachable, error.Code);

        time.Advance(TimeSpan.FromSeconds(2));
        never.SetResult(FakeKernelChat.Said("after all"));
        for (var line = 0; line < calls.Length; line++)
        {
            await logs.NextAsync();
        }

        Assert.Equal("after all", (await service.GetChatMessageContentAsync("Hi")).Content);
        Assert.Equal(calls.Length + 1, asked);
    }

    [Fact]
    public async Task ServiceThatBlocksItsThread_IsLeftBehindToo()
    {
        using var asked = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var chat = new FakeKernelChat
        {
            Answer = _ =>
            {
                asked.Set();
                release.Wait(HangGuard, CancellationToken.None);
                return Task.FromResult(FakeKernelChat.Said("late"));
            },
        };
        using var cancellation = new CancellationTokenSource();
        var call = Service(chat).GetChatMessageContentAsync("Hi", cancellationToken: cancellation.Token);
        Assert.True(asked.Wait(HangGuard, CancellationToken.None));
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(HangGuard));
        release.Set();
    }

    [Fact]
    public async Task ServiceThatNeverAnswers_TimesOut()
    {
        var time = new FakeTimeProvider();
        var asked = new TaskCompletionSource();
        var chat = new FakeKernelChat
        {
            Answer = async token =>
            {
                asked.SetResult();
                await Task.Delay(Timeout.Infinite, token);
                return FakeKernelChat.Said("never");
            },
        };
        var call = Service(chat, time: time).GetChatMessageContentAsync("Hi");
        await asked.Task.WaitAsync(HangGuard);
        time.Advance(TimeSpan.FromMinutes(5));

        var error = await Assert.ThrowsAsync<InferenceException>(() => call.WaitAsync(HangGuard));
        Assert.Equal((InferenceErrorCode.ProviderTimeout, "acme did not answer in time."), (error.Code, error.Message));
    }

    private static IChatCompletionService Service(FakeKernelChat chat, Action<KernelProviderOptions>? configure = null, TimeProvider? time = null, LogLines? logs = null)
    {
        var connector = KernelTarget.Connector((_, _) => chat, configure, time, logs);
        return connector.CreateChatService(KernelTarget.Of(connector, "any"));
    }

    /// <summary>As SDKs of other makes write theirs.</summary>
    private class StatusException(HttpStatusCode status) : Exception
    {
        public HttpStatusCode StatusCode => status;
    }

    /// <summary>Two properties of one name.</summary>
    private sealed class HidingException() : StatusException(HttpStatusCode.OK)
    {
        public new int StatusCode { get; } = 429;
    }
}
