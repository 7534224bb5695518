using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace RawInference.Emulator.Tests.Journal;

/// <summary>What the emulator says it received. Each test has an emulator of its own, as totals are shared.</summary>
public sealed class JournalTests : IAsyncDisposable
{
    private const string Path = "/v1/chat/completions";

    private readonly RunningEmulator _emulator = new();

    [Fact]
    public async Task Requests_AreListedNewestLast()
    {
        var body = RunningEmulator.Chat("Hello", "gpt-4o@fault=delay:1");
        (await _emulator.PostAsync(Path, body)).Dispose();
        (await _emulator.Http.GetAsync("/media/missing")).Dispose();

        var requests = (await SettledAsync(2)).EnumerateArray().ToArray();

        Assert.Equal([Path, "/media/missing"], requests.Select(request => request.GetProperty("path").GetString()));
        Assert.Equal("gpt-4o", requests[0].GetProperty("model").GetString());
        Assert.Equal(body.ToJsonString().Length, requests[0].GetProperty("bytes").GetInt32());
        Assert.Equal([200, 404], requests.Select(request => request.GetProperty("status").GetInt32()));
        Assert.All(requests, request =>
        {
            Assert.False(request.GetProperty("aborted").GetBoolean());
            Assert.True(request.GetProperty("ended_at").GetDateTimeOffset() >= request.GetProperty("started_at").GetDateTimeOffset());
        });
    }

    [Theory]
    [InlineData("hang", false)]
    [InlineData("delay:600000", false)]
    [InlineData("pace:600000", true)]
    [InlineData("drip:600000", true)]
    public async Task ClientThatLeaves_IsCountedWhileTheFaultGoesOn(string fault, bool begins)
    {
        using var leaving = new CancellationTokenSource();
        var call = _emulator.PostAsync(Path, RunningEmulator.Chat("Hello", stream: true), fault, leaving.Token);
        if (begins)
        {
            await (await (await call).Content.ReadAsStreamAsync(leaving.Token)).ReadExactlyAsync(new byte[1], leaving.Token);
        }

        await UntilAsync(async () => (await CountersAsync()).GetProperty("open").GetInt32() == 1);
        await leaving.CancelAsync();
        if (begins)
        {
            (await call).Dispose();
        }

        await UntilAsync(async () => (await CountersAsync()).GetProperty("open").GetInt32() == 0);

        var counters = await CountersAsync();
        Assert.Equal(1, counters.GetProperty("aborted").GetInt32());
        Assert.Equal(0, counters.GetProperty("completed").GetInt32());
        Assert.True((await _emulator.GetAsync("/emulator/requests"))[0].GetProperty("aborted").GetBoolean());
    }

    [Fact]
    public async Task ConnectionThatTheEmulatorCut_IsNoAbort()
    {
        using var response = await _emulator.PostAsync(Path, RunningEmulator.Chat("Hello", stream: true), "cut:1");
        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync());

        var request = (await SettledAsync(1))[0];

        Assert.False(request.GetProperty("aborted").GetBoolean());
        Assert.True(request.GetProperty("cut_by_emulator").GetBoolean());
    }

    [Fact]
    public async Task ClientThatLeavesAtTheLastEvent_HasNotAborted()
    {
        // A socket closed on [DONE]: HttpClient would read on for the end of the body. The pause after it leaves the handler open.
        var body = RunningEmulator.Chat("Say hi", stream: true).ToJsonString();
        using (var client = new TcpClient(_emulator.Address.Host, _emulator.Address.Port))
        {
            var stream = client.GetStream();
            await stream.WriteAsync(Encoding.UTF8.GetBytes(
                $"POST {Path} HTTP/1.1\r\nHost: {_emulator.Address.Authority}\r\nAuthorization: Bearer k\r\nx-emulator-fault: pace:200\r\n"
                + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync() != "data: [DONE]")
            {
            }
        }

        await SettledAsync(1);

        Assert.Equal(1, (await CountersAsync()).GetProperty("completed").GetInt32());
    }

    [Fact]
    public async Task Body_IsKeptToItsLimit()
    {
        var small = RunningEmulator.Chat("Hello");
        (await _emulator.PostAsync(Path, small)).Dispose();
        (await _emulator.PostAsync(Path, RunningEmulator.Chat(new string('x', 100_000)))).Dispose();
        var requests = await SettledAsync(2);

        using var first = await _emulator.Http.GetAsync($"/emulator/requests/{requests[0].GetProperty("id")}/body");
        using var second = await _emulator.Http.GetAsync($"/emulator/requests/{requests[1].GetProperty("id")}/body");
        using var unknown = await _emulator.Http.GetAsync("/emulator/requests/999/body");

        Assert.Equal(small.ToJsonString(), await first.Content.ReadAsStringAsync());
        Assert.Equal(64 * 1024, (await second.Content.ReadAsByteArrayAsync()).Length);
        Assert.Equal("true", second.Headers.GetValues("x-emulator-truncated").Single());
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
    }

    [Fact]
    public async Task ParallelRequests_AreAllCounted()
    {
        await Task.WhenAll(Enumerable.Range(0, 60).Select(async _ => (await _emulator.PostAsync(Path, RunningEmulator.Chat("Hello"))).Dispose()));
        await SettledAsync(60);

        var counters = await CountersAsync();

        Assert.Equal(60, counters.GetProperty("received").GetInt32());
        Assert.Equal(60, counters.GetProperty("completed").GetInt32());
    }

    [Fact]
    public async Task List_IsBoundedAndTotalsAreNot()
    {
        for (var request = 0; request < 1010; request++)
        {
            (await _emulator.Http.GetAsync("/media/missing")).Dispose();
        }

        Assert.Equal(1000, (await _emulator.GetAsync("/emulator/requests")).GetArrayLength());
        Assert.Equal(1010, (await _emulator.GetAsync("/emulator/counters")).GetProperty("/media/missing").GetProperty("received").GetInt32());
    }

    [Fact]
    public async Task Reset_ForgetsRequestsTotalsAndFaultCounts()
    {
        (await _emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "fail-times:1:500")).Dispose();

        using var reset = await _emulator.Http.DeleteAsync("/emulator/requests");
        using var again = await _emulator.PostAsync(Path, RunningEmulator.Chat("Hello"), "fail-times:1:500");

        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(HttpStatusCode.InternalServerError, again.StatusCode);
        Assert.Equal(1, (await _emulator.GetAsync("/emulator/requests")).GetArrayLength());
    }

    public async ValueTask DisposeAsync() => await _emulator.DisposeAsync();

    private async Task<JsonElement> CountersAsync() =>
        (await _emulator.GetAsync("/emulator/counters")).TryGetProperty(Path, out var counters)
            ? counters
            : JsonSerializer.SerializeToElement(new { received = 0, completed = 0, aborted = 0, open = 0 });

    /// <summary>The requests, once so many came and none is open: an answer can reach the client before its handler ends.</summary>
    private async Task<JsonElement> SettledAsync(int count)
    {
        var requests = default(JsonElement);
        await UntilAsync(async () =>
        {
            requests = await _emulator.GetAsync("/emulator/requests");
            return requests.GetArrayLength() == count
                && requests.EnumerateArray().All(request => request.GetProperty("state").GetString() != "open");
        });
        return requests;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var guard = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!await condition())
        {
            guard.Token.ThrowIfCancellationRequested();
        }
    }
}
