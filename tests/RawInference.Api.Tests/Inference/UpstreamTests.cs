using System.Net.Http.Json;
using System.Text.Json;

namespace RawInference.Api.Tests.Inference;

/// <summary>What providers do to a call, and what a leaving client does to the provider's.</summary>
public sealed class UpstreamTests(ApiHost api) : IClassFixture<ApiHost>
{
    [Theory]
    [InlineData("status:400", 400, "BadRequestError")]
    [InlineData("status:401", 500, "InferenceError")]
    [InlineData("status:413", 413, "PayloadTooLargeError")]
    [InlineData("status:429;retry-after:7", 429, "TooManyRequestsError")]
    [InlineData("status:500", 500, "InferenceError")]
    [InlineData("status:504", 504, "TimeoutError")]
    [InlineData("invalid-json", 500, "InferenceError")]
    [InlineData("error-200", 500, "InferenceError")]
    public async Task ProviderFailure_HasItsStatus(string fault, int status, string type)
    {
        using var response = await api.PostAsync($$$$"""{"provider":"openai","model":"gpt-4o-mini@fault={{{{fault}}}}","inputs":{"prompts":["Hi"]}}""");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((status, type), (problem.Status, problem.Type));
        Assert.Equal("provider", problem.Details.GetProperty("origin").GetString());
        if (status == 429)
        {
            Assert.Equal("7", response.Headers.GetValues("Retry-After").Single());
        }
    }

    [Fact]
    public async Task FirstTargetThatFails_GivesWayToTheNext()
    {
        await using var own = new ApiHost(
            ("RawInference:Models:steady:Targets:0", "openai/gpt-4o@fault=status:503"),
            ("RawInference:Models:steady:Targets:1", "openai/gpt-4o-mini"));

        var answer = await own.InferAsync("""{"inference_name":"steady","inputs":{"prompts":["Hi"]},"task":"chat"}""");

        Assert.StartsWith("gpt-4o-mini", answer.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Equal([503, 503, 200], answer.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("status").GetInt32()));
    }

    [Fact]
    public async Task Deadline_IsATimeout()
    {
        using var response = await api.PostAsync("""{"provider":"openai","model":"gpt-4o-mini@fault=hang","inputs":{"prompts":["Hi"]},"parameters":{"timeout_ms":50}}""");
        var problem = await Problem.ReadAsync(response);

        Assert.Equal((504, "TimeoutError"), (problem.Status, problem.Type));
    }

    [Theory]
    [InlineData("hang", false)]
    [InlineData("hang", true)]
    [InlineData("drip:50", true)]
    public async Task ClientThatLeaves_AbortsTheUpstream(string fault, bool stream)
    {
        await using var own = new ApiHost();
        using var leaving = new CancellationTokenSource();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/inference")
        {
            Content = new StringContent(
                $$$$"""{"provider":"openai","model":"gpt-4o-mini@fault={{{{fault}}}}","inputs":{"prompts":["Tell me about lighthouses"]},"parameters":{"stream":{{{{(stream ? "true" : "false")}}}}}}""",
                null,
                "application/json"),
        };
        var call = own.Client.SendAsync(request, HttpCompletionOption.ResponseContentRead, leaving.Token);
        await UntilAsync(own, counters => counters.Received == 1);

        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await UntilAsync(own, counters => counters is { Aborted: 1, Open: 0 });
    }

    /// <summary>Asks the emulator until it has seen something; the bound is a guard against hanging, not the promise.</summary>
    private static async Task UntilAsync(ApiHost host, Func<(int Received, int Aborted, int Open), bool> seen)
    {
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(TimeSpan.FromSeconds(30));
        while (true)
        {
            var counters = await host.Emulator.GetFromJsonAsync<JsonElement>("/emulator/counters", guard.Token);
            if (seen(Read(counters)))
            {
                return;
            }

            await Task.Yield();
        }
    }

    private static (int Received, int Aborted, int Open) Read(JsonElement counters)
    {
        const string Path = "/v1/chat/completions";
        var paths = counters.TryGetProperty("paths", out var inner) ? inner : counters;
        return paths.TryGetProperty(Path, out var chat)
            ? (chat.GetProperty("received").GetInt32(), chat.GetProperty("aborted").GetInt32(), chat.GetProperty("open").GetInt32())
            : default;
    }
}
