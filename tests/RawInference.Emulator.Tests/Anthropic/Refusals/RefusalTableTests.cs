using System.Net;
using RawInference.Emulator.Anthropic;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Tests.Refusals;

namespace RawInference.Emulator.Tests.Anthropic.Refusals;

/// <summary>Every row of the table, shown by a request that it refuses (<c>RefusalExamples.json</c>).</summary>
public sealed class RefusalTableTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private static readonly IReadOnlyList<Refusal> Rows = AnthropicProtocol.Instance.Refusals.All;

    /// <summary>An example's key may name a version behind a bar.</summary>
    private static readonly RefusalExamples Examples = new(AnthropicProtocol.Folder, (headers, key) =>
    {
        var parts = (key ?? "sk-ant-test").Split('|');
        headers.Add("x-api-key", parts[0]);
        if (parts is not [_, ""])
        {
            headers.Add("anthropic-version", parts is [_, var version] ? version : "2023-06-01");
        }
    });

    public static TheoryData<string> Ids => [.. Rows.Select(refusal => refusal.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_IsRefusedAsItsRowSays(string id)
    {
        var row = Rows.Single(refusal => refusal.Id == id);

        using var response = await Examples.SendAsync(emulator.Address, id);

        var body = await RunningEmulator.ReadAsync(response);
        Assert.Equal((HttpStatusCode)row.Status, response.StatusCode);
        Assert.Equal("error", body.GetProperty("type").GetString());
        Assert.Equal(row.Type, body.GetProperty("error").GetProperty("type").GetString());
        RefusalExamples.AssertWorded(row.Message, body.GetProperty("error").GetProperty("message").GetString()!);
        Assert.Equal(response.Headers.GetValues("request-id").Single(), body.GetProperty("request_id").GetString());
    }

    [Fact]
    public void EveryExample_HasARow() =>
        Assert.Equal(Rows.Select(refusal => refusal.Id).Order(), Examples.Ids.Order());

    [Fact]
    public void EveryRow_HasAPublicSource() =>
        Assert.All(Rows, refusal => Assert.StartsWith("https://", refusal.Source, StringComparison.Ordinal));
}
