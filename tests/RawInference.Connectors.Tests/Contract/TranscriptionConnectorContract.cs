using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What every transcription connector does, ours and others.</summary>
public abstract class TranscriptionConnectorContract(ContractServer server) : IClassFixture<ContractServer>
{
    protected Uri Server => server.Address;

    protected abstract IAudioToTextService CreateService();

    /// <summary>Settings with the language and a file name <c>audio.wav</c>, where the service needs to be told it.</summary>
    protected abstract PromptExecutionSettings CreateSettings(string language);

    [Fact]
    public async Task Recording_HasItsWords()
    {
        var texts = await CreateService().GetTextContentsAsync(
            (AudioContent)ChatHistoryMappingMedia.ToContent(Recording.Silence), CreateSettings("en"));

        Assert.NotEmpty(Assert.Single(texts).Text!);
        Check(texts[0]);
    }

    /// <summary>What a connector gives besides the text.</summary>
    protected abstract void Check(TextContent text);
}
