using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.AudioToText;
using RawInference.Connectors.Tests.Contract;
using RawInference.Core.Chat;
using RawInference.Core.Providers;
using RawInference.Core.Transcription;
using RawInference.Transcription;

namespace RawInference.Connectors.Tests.Google.Transcription;

public class GoogleTranscriptionContractTests(ContractServer server) : TranscriptionConnectorContract(server)
{
    protected override IAudioToTextService CreateService() =>
        GoogleContractTarget.Connector.CreateTranscriptionService(GoogleContractTarget.Of(Server, "gemini-2.5-flash"));

    protected override PromptExecutionSettings CreateSettings(string language) =>
        new RawInferenceExecutionSettings { Transcription = new TranscriptionParameters { Language = language } };

    protected override void Check(TextContent text) =>
        Assert.True(text.InnerContent is TranscriptionResult { Usage: { AudioPrompt: > 0, Completion: > 0 }, Model: "gemini-2.5-flash" });

    [Fact]
    public async Task Times_AreThoseOfTheRecording()
    {
        var settings = new RawInferenceExecutionSettings { Transcription = new TranscriptionParameters { Timestamps = ["segment", "word"] } };
        var text = await CreateService().GetTextContentAsync((AudioContent)ChatHistoryMappingMedia.ToContent(Recording.Silence), settings);

        var result = Assert.IsType<TranscriptionResult>(text.InnerContent);
        Assert.NotEmpty(result.Language!);
        Assert.Equal((0, 0.1, result.Text), (result.Segments![0].StartSeconds, result.Segments[0].EndSeconds, result.Segments[0].Text));
        Assert.NotEmpty(result.Words!);
    }
}
