using RawInference.Transcription;

namespace RawInference.Client.Tests.Transcription;

public class TranscriptionRequestTests
{
    private static readonly TranscriptionRequest Request = Given.Transcription("""{"audio_url":"x"}""", """{"language":"en","temperature":0}""");

    [Fact]
    public void UnsupportedParameter_IsDropped_AndTheRestKept()
    {
        var model = Given.Model("temperature");

        Assert.True(Assert.Single(Request.Check(model)).CanBeDropped);
        var adapted = (TranscriptionRequest)Request.AdaptTo(model);
        Assert.Empty(adapted.Check(model));
        Assert.Equal(("en", null), (adapted.Parameters.Language, adapted.Parameters.Temperature));
        Assert.Same(Request, Request.AdaptTo(Given.Model("timestamp_granularities")));
    }

    [Fact]
    public void Translation_IsNeverLeftOut_AndItsRefusalIsWhatEveryModelCan()
    {
        var model = Given.Model("translate");
        var asked = Given.Transcription("""{"audio_url":"x"}""", """{"translate":true}""");
        var refused = Given.Transcription("""{"audio_url":"x"}""", """{"translate":false}""");

        var problem = Assert.Single(asked.Check(model));
        Assert.Equal(("parameters.translate", false), (problem.Path, problem.CanBeDropped));
        Assert.Same(asked, asked.AdaptTo(model));
        Assert.Empty(refused.Check(model));
        Assert.Equal(false, ((TranscriptionRequest)refused.Bind(new RequestBinding(Operations.Transcription, Given.Json("""{"translate":true}""")))).Parameters.Translate);
    }

    [Fact]
    public void MediumThatIsNoRecording_IsRefused()
    {
        var request = Request with { Audio = Given.Image() };

        Assert.Equal(["inputs.image_url"], request.Check(Given.UnknownModel).Select(problem => problem.Path));
        Assert.Empty(Request.Check(Given.UnknownModel));
    }

    [Fact]
    public void Recording_IsItsOnlyMedium_AndCanBeReplaced()
    {
        var resolved = Request.WithMedia([Request.Media.Single() with { MediaType = "audio/wav" }]);

        Assert.Equal("audio/wav", Assert.Single(resolved.Media).MediaType);
    }

    [Fact]
    public void OneRecording_IsOnePart()
    {
        var response = new TranscriptionResponse { Text = "hi" };

        Assert.Same(Request, Assert.Single(Request.Split(Given.UnknownModel)));
        Assert.Same(response, Request.Merge([response]));
    }
}
