using RawInference.Chat;
using RawInference.Connectors.Tests.Google.Chat;

namespace RawInference.Connectors.Tests.Google;

public class GoogleProviderOptionsTests
{
    [Theory]
    [InlineData("safetySettings", true)]
    [InlineData("generationConfig", true)]
    [InlineData("tools", true)]
    [InlineData("toolConfig", true)]
    [InlineData("labels", true)]
    [InlineData("cachedContent", false)]
    [InlineData("serviceTier", false)]
    [InlineData("contents", false)]
    [InlineData("systemInstruction", false)]
    [InlineData("system_instruction", false)]
    [InlineData("generation_config", false)]
    [InlineData("model", false)]
    [InlineData("key", false)]
    [InlineData("", false)]
    public void Field_IsLetThroughOrNot(string name, bool expected) =>
        Assert.Equal(expected, GoogleTarget.Connector(new CannedHandler("{}")).AllowsProviderOption(name));

    [Theory]
    [InlineData("""{"cachedContent":"cachedContents/1"}""", "cachedContent")]
    [InlineData("""{"generationConfig":{"temperature":1}}""", "generationConfig.temperature")]
    [InlineData("""{"generationConfig":{"thinkingConfig":{}}}""", "generationConfig.thinkingConfig")]
    [InlineData("""{"generationConfig":{"responseModalities":["IMAGE"]}}""", "generationConfig.responseModalities")]
    [InlineData("""{"generationConfig":{"top_k":1}}""", "generationConfig.top_k")]
    [InlineData("""{"generationConfig":[]}""", "generationConfig")]
    [InlineData("""{"toolConfig":{"functionCallingConfig":{}}}""", "toolConfig.functionCallingConfig")]
    [InlineData("""{"tools":{}}""", "tools")]
    [InlineData("""{"tools":[7]}""", "tools[0]")]
    [InlineData("""{"tools":[{"googleSearch":{}},{"functionDeclarations":[]}]}""", "tools[1].functionDeclarations")]
    [InlineData("""{"tools":[{"mcpServers":[{"streamableHttpTransport":{"url":"https://x.example"}}]}]}""", "tools[0].mcpServers")]
    [InlineData("""{"tools":[{"fileSearch":{"fileSearchStoreNames":["s"]}}]}""", "tools[0].fileSearch")]
    [InlineData("""{"tools":[{"googleMaps":{"authConfig":{"apiKeyConfig":{}}}}]}""", "tools[0].googleMaps")]
    public async Task WhatMustNotBeSet_IsRefusedByItsPath(string options, string path)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => GeminiProbe.Of().SendAsync(ChatParameters.Default, options));
        Assert.Equal((InferenceErrorCode.InvalidRequest, $"parameters.provider_options.{path}"), (error.Code, Assert.Single(error.Problems).Path));
    }
}
