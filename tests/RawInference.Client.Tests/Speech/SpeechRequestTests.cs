using RawInference.Speech;

namespace RawInference.Client.Tests.Speech;

public class SpeechRequestTests
{
    private static readonly SpeechRequest Request = Given.Speech("""{"text":"Hello"}""", """{"voice":"alloy","speed":2,"instructions":"calmly"}""");

    [Fact]
    public void AnotherVoiceWouldBeAnotherRecording_AndIsRefused_WhereTheRestIsDropped()
    {
        var model = Given.Model("voice", "speed", "instructions");

        Assert.Equal(
            [("parameters.voice", false), ("parameters.speed", true), ("parameters.instructions", true)],
            Request.Check(model).Select(problem => (problem.Path, problem.CanBeDropped)));
        Assert.Equal(new SpeechParameters { Voice = "alloy" }, ((SpeechRequest)Request.AdaptTo(model)).Parameters);
        Assert.Same(Request, Request.AdaptTo(Given.Model("language")));
    }

    [Fact]
    public void NothingToSay_IsRefused() =>
        Assert.Equal(["inputs.text"], (Request with { Text = "" }).Check(Given.UnknownModel).Select(problem => problem.Path));

    [Fact]
    public void OneText_IsOnePart()
    {
        var response = new SpeechResponse { Audio = new byte[] { 1 }, MediaType = "audio/mpeg" };

        Assert.Same(Request, Assert.Single(Request.Split(Given.UnknownModel)));
        Assert.Same(response, Request.Merge([response]));
    }

    [Fact]
    public void DefaultsOfAnAlias_LieBeneathTheCallersOwn()
    {
        var bound = (SpeechRequest)Request.Bind(new RequestBinding(Operations.Speech, Given.Json("""{"voice":"nova","response_format":"wav"}""")));

        Assert.Equal(("alloy", "wav"), (bound.Parameters.Voice, bound.Parameters.ResponseFormat));
    }
}
