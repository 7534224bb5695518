using RawInference.Api.Models;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.Media;
using RawInference.Models;

namespace RawInference.Api.Tests.OpenApi;

public class ModelListTests(DocumentHost host)
{
    private static readonly ProviderAccount Account = new()
    {
        Name = "p",
        Connector = null!, // Listing asks no connector.
        Endpoint = new Uri("https://example.com"),
        TelemetryName = "p",
    };

    public static TheoryData<bool, bool> Cards => new() { { false, false }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Cards))]
    public async Task Model_IsValid(bool known, bool priced)
    {
        var price = new ModelPrice { Input = 1, Output = 2.5m, AsOf = new DateOnly(2026, 1, 2) };
        var card = new ModelCard
        {
            Provider = "p",
            Id = "m",
            Operations = [Operations.Chat],
            Inputs = Enum.GetValues<MediaKind>(),
            Unsupported = ["seed"],
            ContextTokens = 1_000,
            Price = priced ? price : null,
        };
        var schema = await host.SchemaAsync("Model");

        Assert.Empty(schema.Validate(Written.Json(writer => ModelWire.WriteModel(writer, Target(known ? card : null)))));
    }

    [Fact]
    public async Task Alias_IsValid()
    {
        var schema = await host.SchemaAsync("ModelAlias");

        Assert.Empty(schema.Validate(Written.Json(writer => ModelWire.WriteAlias(writer, "a", [Target(null)]))));
    }

    private static ModelTarget Target(ModelCard? card) =>
        new(Account, "m", card, new ModelCapabilities { Provider = "p", Model = "m", Known = card is not null });
}
