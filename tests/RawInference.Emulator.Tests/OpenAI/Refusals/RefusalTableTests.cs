using System.Net;
using System.Net.Http.Headers;
using RawInference.Emulator.OpenAI;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Tests.Refusals;

namespace RawInference.Emulator.Tests.OpenAI.Refusals;

/// <summary>Every row of the table, shown by a request that it refuses (<c>RefusalExamples.json</c>).</summary>
public sealed class RefusalTableTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private static readonly IReadOnlyList<Refusal> Rows = OpenAIProtocol.Instance.Refusals.All;

    private static readonly RefusalExamples Examples = new(
        OpenAIProtocol.Folder, (headers, key) => headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? "sk-test"));

    public static TheoryData<string> Ids => [.. Rows.Select(refusal => refusal.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_IsRefusedAsItsRowSays(string id)
    {
        var row = Rows.Single(refusal => refusal.Id == id);

        using var response = await Examples.SendAsync(emulator.Address, id);

        var error = (await RunningEmulator.ReadAsync(response)).GetProperty("error");
        Assert.Equal((HttpStatusCode)row.Status, response.StatusCode);
        Assert.Equal(row.Type, error.GetProperty("type").GetString());
        Assert.Equal(row.Code, error.GetProperty("code").GetString());
        RefusalExamples.AssertWorded(row.Message, error.GetProperty("message").GetString()!);
        RefusalExamples.AssertWorded(row.Param ?? "", error.GetProperty("param").GetString() ?? "");
        Assert.True(response.Headers.Contains("x-request-id"));
    }

    [Fact]
    public void EveryExample_HasARow() =>
        Assert.Equal(Rows.Select(refusal => refusal.Id).Order(), Examples.Ids.Order());

    [Fact]
    public void EveryRow_HasAPublicSource() =>
        Assert.All(Rows, refusal => Assert.StartsWith("https://", refusal.Source, StringComparison.Ordinal));

    [Fact]
    public async Task ValidRequest_IsNotRefused()
    {
        using var response = await emulator.PostAsync("/v1/chat/completions", RunningEmulator.Chat("Hello"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
