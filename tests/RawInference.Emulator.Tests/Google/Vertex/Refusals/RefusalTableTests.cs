using System.Net.Http.Headers;
using RawInference.Emulator.Google.Vertex;
using RawInference.Emulator.Refusals;
using RawInference.Emulator.Tests.Google.Refusals;
using RawInference.Emulator.Tests.Refusals;

namespace RawInference.Emulator.Tests.Google.Vertex.Refusals;

/// <summary>Every row of Vertex AI's table, shown by a request that it refuses (<c>RefusalExamples.json</c>).</summary>
public sealed class RefusalTableTests(RunningEmulator emulator) : IClassFixture<RunningEmulator>, IAsyncLifetime
{
    private static readonly IReadOnlyList<Refusal> Rows = VertexProtocol.Instance.Refusals.All;

    private string _token = "";
    private string _expired = "";
    private RefusalExamples? _examples;

    public static TheoryData<string> Ids => [.. Rows.Select(refusal => refusal.Id)];

    public async ValueTask InitializeAsync()
    {
        (_token, _expired) = (await emulator.TokenAsync(), await emulator.TokenAsync(seconds: 0));
        _examples = new RefusalExamples(VertexProtocol.Folder, (headers, key) =>
            headers.Authorization = new AuthenticationHeaderValue("Bearer", key == "expired" ? _expired : _token));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Example_IsRefusedAsItsRowSays(string id)
    {
        var row = Rows.Single(refusal => refusal.Id == id);

        using var response = await _examples!.SendAsync(emulator.Address, id);

        await GoogleRefusals.AssertAsync(row, response);
    }

    [Fact]
    public void EveryExample_HasARow() =>
        Assert.Equal(Rows.Select(refusal => refusal.Id).Order(), _examples!.Ids.Order());

    [Fact]
    public void EveryRow_HasAPublicSource() =>
        Assert.All(Rows, refusal => Assert.StartsWith("https://", refusal.Source, StringComparison.Ordinal));
}
