using RawInference.Contract;
using RawInference.Speech;

namespace RawInference.Client.Tests.Speech;

public class SpeechContractTests
{
    private static readonly IOperationContract Contract = OperationContracts.Find(Operations.Speech)!;

    [Fact]
    public void TextAndParameters_AreRead()
    {
        var request = Given.Speech(
            """{"text":"Hello"}""",
            """{"voice":"alloy","response_format":"wav","speed":1.25,"instructions":"calmly","language":"en-US"}""");

        Assert.Equal("Hello", request.Text);
        Assert.Equal(
            new SpeechParameters { Voice = "alloy", ResponseFormat = "wav", Speed = 1.25, Instructions = "calmly", Language = "en-US" },
            request.Parameters);
        Assert.Empty(request.Media);
        Assert.Empty(Given.Warned(request));
    }

    [Fact]
    public void EveryMistake_IsNamedAtOnce() => Assert.Equal(
        ["inputs.texts", "inputs", "parameters.speed"],
        Given.Refused(Operations.Speech, """{"texts":["a"]}""", """{"speed":9}"""));

    [Fact]
    public void Data_IsBase64WithItsType() => Assert.Equal(
        """{"audio_b64":"AQID","media_type":"audio/mpeg"}""",
        Given.Written(writer => Contract.WriteData(writer, new SpeechResponse { Audio = new byte[] { 1, 2, 3 }, MediaType = "audio/mpeg" })));

    [Fact]
    public void Deltas_DoNotExist() => Assert.Throws<InvalidOperationException>(
        () => Given.Written(writer => Contract.WriteDelta(writer, new RawInference.Chat.ChatDelta())));
}
