using RawInference.Contract;
using RawInference.Media;

namespace RawInference.Client.Tests.Contract;

public class MediaContractTests
{
    public static TheoryData<string> Keys => [.. MediaContract.AllKeys];

    [Theory]
    [MemberData(nameof(Keys))]
    public void EachKey_IsReadAsItsKindAndForm(string key)
    {
        var several = key.EndsWith("_urls", StringComparison.Ordinal);
        var request = Given.Chat($$"""{"prompts":["look"],"{{key}}":{{(several ? """["x","y"]""" : "\"x\"")}}}""");

        Assert.Equal(several ? [$"inputs.{key}[0]", $"inputs.{key}[1]"] : [$"inputs.{key}"], request.Media.Select(media => media.Path));
        Assert.All(request.Media, media => Assert.StartsWith(media.Kind.ToString(), key, StringComparison.OrdinalIgnoreCase));
        var first = request.Media[0];
        Assert.Equal(key.EndsWith("_base64", StringComparison.Ordinal) ? (null, "x") : ("x", null), (first.Url, first.Base64));
    }

    [Fact]
    public void MoreUrlsThanTheBound_AreRefused()
    {
        var urls = string.Join(',', Enumerable.Repeat("\"x\"", MediaContract.MaxItems + 1));

        Assert.Equal(["inputs.image_urls"], Given.Refused(Operations.Chat, $$"""{"prompts":["look"],"image_urls":[{{urls}}]}"""));
    }

    [Fact]
    public void Media_KeepTheOrderOfTheirMembers()
    {
        var request = Given.Chat("""{"file_url":"f","prompts":["look"],"image_base64":"i","audio_urls":["a"]}""");

        Assert.Equal([MediaKind.File, MediaKind.Image, MediaKind.Audio], request.Media.Select(media => media.Kind));
    }
}
