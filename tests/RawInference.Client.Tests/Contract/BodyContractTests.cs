using RawInference.Contract;

namespace RawInference.Client.Tests.Contract;

public class BodyContractTests
{
    [Theory]
    [InlineData("0.05", 0.05)]
    [InlineData("1e-9", 0.000_000_001)]
    [InlineData("9000000", 9_000_000)]
    public void MaxCost_IsRead_WithoutAWarning(string written, double expected)
    {
        var request = Read($$"""{"model":"a/b","inputs":{"text":"a"},"max_cost_usd":{{written}}}""");

        Assert.Equal((decimal)expected, request.Call.MaxCostUsd);
        Assert.Empty(request.Call.Warnings);
        Assert.Empty(request.Problems);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1e-99")]
    [InlineData("9000000.01")]
    [InlineData("1e99")]
    [InlineData("\"0.1\"")]
    [InlineData("true")]
    public void MaxCostThatIsNone_IsAMistakeWithItsPath(string written) =>
        Assert.Equal("max_cost_usd", Assert.Single(Read($$"""{"model":"a/b","inputs":{"text":"a"},"max_cost_usd":{{written}}}""").Problems).Path);

    [Theory]
    [InlineData("")]
    [InlineData(""","max_cost_usd":null""")]
    public void NoMaxCost_IsNone(string member) => Assert.Null(Read($$"""{"model":"a/b","inputs":{"text":"a"}{{member}}}""").Call.MaxCostUsd);

    private static ContractRequest Read(string json) => BodyContract.Read(Given.Json(json), CallOptions.Default, []);
}
