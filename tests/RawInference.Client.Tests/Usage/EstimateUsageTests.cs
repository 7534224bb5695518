using RawInference.Usage;

namespace RawInference.Client.Tests.Usage;

public class EstimateUsageTests
{
    [Fact]
    public void Embedding_IsItsPromptOnly()
    {
        var usage = Given.Embedding($$"""{"texts":["{{new string('a', 400)}}","{{new string('b', 400)}}"]}""").EstimateUsage(1_024);

        Assert.Equal(new TokenUsage { Prompt = 202, Completion = 0 }, usage);
    }

    [Fact]
    public void EmbeddedMedia_AreNotTakenForText()
    {
        var usage = Given.Embedding("""{"video_url":"https://a.example/a.mp4"}""").EstimateUsage(null);
        Assert.Equal(new TokenUsage { Prompt = 18_001, Completion = 0, ImagePrompt = 18_000 }, usage);
    }

    [Theory]
    [InlineData(null, 240)]
    [InlineData("""{"speed":0.5}""", 480)]
    public void Speech_IsItsCharacters_AndTheSoundOfThem(string? parameters, long spoken)
    {
        var usage = Given.Speech($$"""{"text":"{{new string('a', 120)}}"}""", parameters).EstimateUsage(1_024);

        Assert.Equal(new TokenUsage { Prompt = 31, Completion = spoken, AudioCompletion = spoken, Characters = 120 }, usage);
    }

    [Theory]
    [InlineData(null, 6_240)]
    [InlineData("low", 408)]
    [InlineData("medium", 1_584)]
    [InlineData("standard", 6_240)]
    public void Image_IsItsCount_AndTheTokensOfItsQuality(string? quality, long each)
    {
        var parameters = quality is null ? """{"n":3}""" : $$"""{"n":3,"quality":"{{quality}}"}""";
        var usage = Given.Drawing("""{"prompts":["a lamp","a lighthouse"]}""", parameters).EstimateUsage(1_024);

        Assert.Equal(6, usage.Images);
        Assert.Equal((6 * each, 6 * each), (usage.Completion, usage.ImageCompletion));
        Assert.Null(usage.ImagePrompt);
    }

    [Fact]
    public void ImageToWorkFrom_CountsWithEveryPrompt()
    {
        var one = Given.Drawing("""{"prompts":["a"],"image_url":"https://a.example/a.png"}""").EstimateUsage(null).ImagePrompt;

        Assert.True(one >= 1_000);
        Assert.Equal(2 * one, Given.Drawing("""{"prompts":["a","b"],"image_url":"https://a.example/a.png"}""").EstimateUsage(null).ImagePrompt);
    }

    [Fact]
    public void Transcription_IsSecondsAndTheirTokens()
    {
        var usage = Given.Transcription("""{"audio_url":"https://a.example/a.mp3"}""").EstimateUsage(1_024);

        Assert.Equal((600, 19_200, 3_000), (usage.AudioSeconds, usage.AudioPrompt, usage.Completion));
        Assert.Equal(usage.Prompt, usage.AudioPrompt);
    }

    [Fact]
    public void OnlyChats_CanBeClamped() => Assert.All(
        [
            Given.Embedding("""{"text":"a"}"""),
            Given.Speech("""{"text":"a"}"""),
            Given.Drawing("""{"prompts":["a"]}"""),
            Given.Transcription("""{"audio_url":"https://a.example/a.mp3"}"""),
            (InferenceRequest)Given.Call("""{"text":"a"}"""),
        ],
        request => Assert.Null(request.ClampCompletion(100)));
}
