using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Client.Tests.Chat;

public class ContentPartContractTests
{
    private const string Path = "inputs.messages[0].content[0]";

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("""{"type":"text","text":"a"}""")]
    [InlineData("""{"type":"input_text","text":"a"}""")]
    [InlineData("""{"type":"output_text","text":"a"}""")]
    public void Text_IsReadInEveryForm(string part)
    {
        var (request, content) = Read(part);

        Assert.Equal(["a"], content.Select(item => item.Text));
        Assert.Empty(request.Call.Warnings);
    }

    public static TheoryData<string, MediaContent> Media => new()
    {
        { """{"type":"image_url","image_url":{"url":"u","detail":"low"}}""", new MediaContent { Kind = MediaKind.Image, Path = $"{Path}.image_url.url", Url = "u", Detail = "low" } },
        { """{"type":"image_url","image_url":"u"}""", new MediaContent { Kind = MediaKind.Image, Path = $"{Path}.image_url", Url = "u" } },
        { """{"type":"input_image","image_url":"u","detail":"high"}""", new MediaContent { Kind = MediaKind.Image, Path = $"{Path}.image_url", Url = "u", Detail = "high" } },
        { """{"image_base64":"b"}""", new MediaContent { Kind = MediaKind.Image, Path = $"{Path}.image_base64", Base64 = "b" } },
        { """{"type":"input_audio","input_audio":{"data":"b","format":"mp3"}}""", new MediaContent { Kind = MediaKind.Audio, Path = $"{Path}.input_audio.data", Base64 = "b", MediaType = "audio/mpeg" } },
        { """{"type":"input_audio","input_audio":{"data":"b","format":"wav"}}""", new MediaContent { Kind = MediaKind.Audio, Path = $"{Path}.input_audio.data", Base64 = "b", MediaType = "audio/wav" } },
        { """{"audio_url":"u"}""", new MediaContent { Kind = MediaKind.Audio, Path = $"{Path}.audio_url", Url = "u" } },
        { """{"video_url":"u"}""", new MediaContent { Kind = MediaKind.Video, Path = $"{Path}.video_url", Url = "u" } },
        { """{"type":"file","file":{"file_data":"b","filename":"a.pdf"}}""", new MediaContent { Kind = MediaKind.File, Path = $"{Path}.file.file_data", Base64 = "b", FileName = "a.pdf" } },
        { """{"type":"file","file":{"file_data":"data:application/pdf;base64,b"}}""", new MediaContent { Kind = MediaKind.File, Path = $"{Path}.file.file_data", Url = "data:application/pdf;base64,b" } },
        { """{"type":"file","file_url":"u"}""", new MediaContent { Kind = MediaKind.File, Path = $"{Path}.file_url", Url = "u" } },
    };

    [Theory]
    [MemberData(nameof(Media))]
    public void Medium_IsReadInEveryForm(string part, MediaContent expected)
    {
        var (request, content) = Read(part);

        Assert.Equal([expected], content.Select(item => item.Media));
        Assert.Empty(request.Call.Warnings);
    }

    [Theory]
    [InlineData("1", "")]
    [InlineData("[]", "")]
    [InlineData("{}", "")]
    [InlineData("""{"type":"hologram"}""", "")]
    [InlineData("""{"text":"a"}""", "")]
    [InlineData("""{"type":1,"image_url":"u"}""", ".type")]
    [InlineData("""{"type":"text"}""", ".text")]
    [InlineData("""{"type":"text","text":1}""", ".text")]
    [InlineData("""{"type":"image_url","image_url":{}}""", ".image_url.url")]
    [InlineData("""{"type":"image_url","image_url":{"url":1}}""", ".image_url.url")]
    [InlineData("""{"type":"image_url","image_url":{"url":"u","detail":"extreme"}}""", ".image_url.detail")]
    [InlineData("""{"type":"image_url","image_url":7}""", ".image_url")]
    [InlineData("""{"type":"input_audio","input_audio":{"format":"wav"}}""", ".input_audio.data")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"b","format":"midi"}}""", ".input_audio.format")]
    [InlineData("""{"type":"file","file":{"filename":"a.pdf"}}""", ".file.file_data")]
    [InlineData("""{"image_url":"u","detail":1}""", ".detail")]
    public void WrongPart_IsRefusedWithItsPath(string part, string path) =>
        Assert.Equal([Path + path], Given.Refused(Operations.Chat, Inputs(part)));

    [Theory]
    [InlineData("""{"type":"text","text":"a","cache_control":{"type":"ephemeral","scope":"x"}}""", ".cache_control.scope")]
    [InlineData("""{"type":"image_url","image_url":{"url":"u","size":1}}""", ".image_url.size")]
    [InlineData("""{"type":"image_url","image_url":{"url":"u"},"size":1}""", ".size")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"b","rate":1}}""", ".input_audio.rate")]
    [InlineData("""{"type":"file","file":{"file_data":"b","file_id":"f"}}""", ".file.file_id")]
    [InlineData("""{"image_url":"u","text":"a"}""", ".text")]
    public void MemberThatIsNotPassedOn_IsAWarning(string part, string path) =>
        Assert.Equal([$"unknown_field {Path}{path}"], Given.Warned(Read(part).Request));

    [Theory]
    [InlineData("""{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}""", null)]
    [InlineData("""{"type":"text","text":"a","cache_control":{"type":"ephemeral","ttl":"5m"}}""", "5m")]
    [InlineData("""{"type":"image_url","image_url":{"url":"u"},"cache_control":{"type":"ephemeral","ttl":"1h"}}""", "1h")]
    [InlineData("""{"type":"input_audio","input_audio":{"data":"b"},"cache_control":{"type":"ephemeral"}}""", null)]
    [InlineData("""{"type":"file","file":{"file_data":"b"},"cache_control":{"type":"ephemeral"}}""", null)]
    [InlineData("""{"file_url":"u","cache_control":{"type":"ephemeral","ttl":null}}""", null)]
    public void CacheHint_IsReadOnEveryForm(string part, string? ttl)
    {
        var (request, content) = Read(part);

        Assert.Equal(new CacheHint(ttl), Assert.Single(content).CacheControl);
        Assert.Empty(request.Call.Warnings);
    }

    [Fact]
    public void CacheHintOfSeveralMedia_StandsOnTheLast() => Assert.Equal(
        [null, new CacheHint()],
        Read("""{"image_urls":["u","v"],"cache_control":{"type":"ephemeral"}}""").Parts.Select(part => part.CacheControl));

    [Theory]
    [InlineData("true", "")]
    [InlineData("{}", ".type")]
    [InlineData("""{"type":"persistent"}""", ".type")]
    [InlineData("""{"type":"ephemeral","ttl":"2h"}""", ".ttl")]
    [InlineData("""{"type":"ephemeral","ttl":300}""", ".ttl")]
    public void WrongCacheHint_IsRefusedWithItsPath(string hint, string path) => Assert.Equal(
        [$"{Path}.cache_control{path}"],
        Given.Refused(Operations.Chat, Inputs($$"""{"type":"text","text":"a","cache_control":{{hint}}}""")));

    private static string Inputs(string part) => $$"""{"messages":[{"role":"user","content":[{{part}}]}]}""";

    private static (ChatRequest Request, IReadOnlyList<ContentPart> Parts) Read(string part)
    {
        var request = Given.Chat(Inputs(part));
        return (request, request.Conversations[0][0].Parts);
    }
}
