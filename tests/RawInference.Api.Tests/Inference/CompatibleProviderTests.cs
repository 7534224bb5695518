namespace RawInference.Api.Tests.Inference;

public sealed class CompatibleProviderTests
{
    [Fact]
    public async Task ImaginaryProvider_TakesOneConfigurationEntry()
    {
        await using var emulator = RawInference.Emulator.EmulatorHost.Start("http://127.0.0.1:0");
        await using var api = new ApiHost(
            ("RawInference:Providers:acme:Connector", "openai"),
            ("RawInference:Providers:acme:Endpoint", $"{emulator.Addresses[0].GetLeftPart(UriPartial.Authority)}/v1"),
            ("RawInference:Providers:acme:ApiKey", "acme-key"),
            ("RawInference:Providers:acme:Quirks:max_tokens_field", "max_tokens"));

        var answer = await api.InferAsync("""{"provider":"acme","model":"gpt-4o-mini","inputs":{"prompts":["What is AI?"]},"parameters":{"max_tokens":40}}""");

        Assert.Equal("acme", answer.GetProperty("provider").GetString());
        Assert.NotEmpty(answer.GetProperty("data").GetProperty("outputs")[0].GetProperty("text").GetString()!);
        Assert.Empty(answer.GetProperty("warnings").EnumerateArray());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer.GetProperty("cost_usd").ValueKind);
    }
}
