using RawInference.Contract;
using RawInference.Usage;

namespace RawInference.Client.Tests.Contract;

public class ResponseContractTests
{
    [Fact]
    public void Tokens_AreWrittenByClass_AndWhatIsUnknownIsNot()
    {
        Assert.Equal("""{"tokens_used":{"prompt":1,"completion":2,"total":3}}""", Written(new TokenUsage { Prompt = 1, Completion = 2 }));
        Assert.Equal(
            """{"tokens_used":{"prompt":10,"completion":20,"total":30,"cached_prompt":1,"cache_write_prompt":2,"cache_write_long_prompt":3,"reasoning":4,"audio_prompt":5,"image_prompt":6,"audio_completion":7,"image_completion":8}}""",
            Written(new TokenUsage
            {
                Prompt = 10,
                Completion = 20,
                CachedPrompt = 1,
                CacheWritePrompt = 2,
                CacheWriteLongPrompt = 3,
                Reasoning = 4,
                AudioPrompt = 5,
                ImagePrompt = 6,
                AudioCompletion = 7,
                ImageCompletion = 8,
            }));
    }

    [Fact]
    public void WhatIsBilledOtherwise_HasNoTokens()
    {
        const string Unknown = """{"tokens_used":null}""";
        var none = new TokenUsage { Prompt = 0, Completion = 0 };

        Assert.Equal(Unknown, Written(null));
        Assert.Equal(Unknown, Written(none with { Images = 1 }));
        Assert.Equal(Unknown, Written(none with { Characters = 12 }));
        Assert.Equal(Unknown, Written(none with { AudioSeconds = 2.5 }));
        Assert.Equal("""{"tokens_used":{"prompt":0,"completion":0,"total":0}}""", Written(none));
    }

    private static string Written(TokenUsage? usage) => Given.Written(writer =>
    {
        writer.WriteStartObject();
        ResponseContract.WriteUsage(writer, usage);
        writer.WriteEndObject();
    });
}
