using System.Net;
using RawInference.Emulator.Google;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Tests.Refusals;

namespace RawInference.Emulator.Tests.Google.Refusals;

/// <summary>Every row of the Gemini API's table, shown by a request that it refuses (<c>RefusalExamples.json</c>).</summary>
public sealed class RefusalTableTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>
{
    private static readonly IReadOnlyList<Refusal> Rows = GeminiProtocol.Instance.Refusals.All;

    private static readonly RefusalExamples Examples = new(
        GeminiProtocol.Folder, (headers, key) => headers.Add("x-goog-api-key", key ?? "test-key"));

    public static TheoryData<string> Ids => [.. Rows.Select(refusal => refusal.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_IsRefusedAsItsRowSays(string id)
    {
        var row = Rows.Single(refusal => refusal.Id == id);

        using var response = await Examples.SendAsync(emulator.Address, id);

        await GoogleRefusals.AssertAsync(row, response);
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
        var (status, _) = await emulator.GeminiAsync("gemini-2.5-flash:generateContent", GoogleCalls.Said("Hello"));

        Assert.Equal(HttpStatusCode.OK, status);
    }
}
