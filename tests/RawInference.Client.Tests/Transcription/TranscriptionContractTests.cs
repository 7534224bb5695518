using RawInference.Contract;
using RawInference.Media;
using RawInference.Transcription;

namespace RawInference.Client.Tests.Transcription;

public class TranscriptionContractTests
{
    private static readonly IOperationContract Contract = OperationContracts.Find(Operations.Transcription)!;

    [Fact]
    public void RecordingPromptAndParameters_AreRead()
    {
        var request = Given.Transcription(
            """{"audio_base64":"AAAA","prompts":["Ann, Bob"]}""",
            """{"language":"en","temperature":1,"translate":true,"timestamp_granularities":["word","segment"]}""");

        Assert.Equal((MediaKind.Audio, "AAAA", "inputs.audio_base64"), (request.Audio.Kind, request.Audio.Base64, request.Audio.Path));
        Assert.Equal("Ann, Bob", request.Prompt);
        Assert.Equal(("en", 1, true), (request.Parameters.Language, request.Parameters.Temperature, request.Parameters.Translate));
        Assert.Equal(["word", "segment"], request.Parameters.Timestamps!);
    }

    [Fact]
    public void TranslationThatIsNoFlag_IsRefused() => Assert.Equal(
        ["parameters.translate"],
        Given.Refused(Operations.Transcription, """{"audio_url":"x"}""", """{"translate":"en"}"""));

    [Fact]
    public void UnknownGranularity_IsRefusedWithItsPath() => Assert.Equal(
        ["parameters.timestamp_granularities[1]"],
        Given.Refused(Operations.Transcription, """{"audio_url":"x"}""", """{"timestamp_granularities":["word","page"]}"""));

    [Fact]
    public void Data_HasNullForWhatIsUnknown_AndSegmentsOnlyWhereGiven()
    {
        Assert.Equal(
            """{"text":"hi","language":null,"duration_s":null}""",
            Written(new TranscriptionResponse { Text = "hi" }));
        Assert.Equal(
            """{"text":"hi","language":"en","duration_s":1.5,"segments":[{"start_s":0,"end_s":1.5,"text":"hi"}],"words":[{"start_s":0.25,"end_s":1,"text":"hi"}]}""",
            Written(new TranscriptionResponse
            {
                Text = "hi",
                Language = "en",
                DurationSeconds = 1.5,
                Segments = [new TranscriptionSegment(0, 1.5, "hi")],
                Words = [new TranscriptionSegment(0.25, 1, "hi")],
            }));
    }

    [Fact]
    public void Deltas_DoNotExist() => Assert.Throws<InvalidOperationException>(
        () => Given.Written(writer => Contract.WriteDelta(writer, new RawInference.Chat.ChatDelta())));

    private static string Written(TranscriptionResponse response) => Given.Written(writer => Contract.WriteData(writer, response));
}
