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
        var price = new ModelPrice { Input = 1, Output = 2.5m, LongPromptAbove = 200_000, AsOf = new DateOnly(2026, 1, 2) };
        price = price with { LongPrompt = price with { Input = 2 } };
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
    public void ParametersThatTheServerRefuses_AreListedWithTheModels()
    {
        var target = Target(new ModelCard { Provider = "p", Id = "m", Operations = [Operations.Chat], Unsupported = ["seed"] });
        target = target with { Capabilities = target.Capabilities with { UnsupportedParameters = ["seed", "logprobs"] } };

        var model = Written.Json(writer => ModelWire.WriteModel(writer, target));

        Assert.Equal(["logprobs", "seed"], model["unsupported_parameters"]!.AsArray().Select(parameter => parameter!.GetValue<string>()));
    }

    [Fact]
    public void EveryPrice_IsListed()
    {
        var classes = typeof(ModelPrice).GetProperties().Length;
        var price = Written.Json(writer =>
        {
            writer.WriteStartObject();
            PriceWire.Write(writer, "price", new ModelPrice { AsOf = new DateOnly(2026, 1, 2) });
            writer.WriteEndObject();
        })["price"]!.AsObject();

        Assert.Equal(classes, price.Count);
    }

    [Fact]
    public void EveryInput_CanBeAskedForInTheQuery()
    {
        var input = host.Document["paths"]!["/v1/models"]!["get"]!["parameters"]!.AsArray().Single(parameter => parameter!["name"]!.GetValue<string>() == "input");

        Assert.Equal(InputWire.All, input!["schema"]!["enum"]!.AsArray().Select(word => word!.GetValue<string>()));
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
