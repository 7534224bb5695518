using System.Text;
using RawInference.Chat;
using RawInference.Media;

namespace RawInference.Connectors.Tests.Anthropic;

public class MessagesMediaTests
{
    private static async Task<MessagesProbe> AskAsync(MediaContent media, params (string Name, string Value)[] quirks)
    {
        var probe = new MessagesProbe(new CannedHandler(MessagesProbe.Hello), MessagesProbe.Unknown, quirks);
        await probe.SendAsync(null, null, new ChatMessage { Role = ChatRole.User, Parts = [ContentPart.Of("Look"), ContentPart.Of(media)] });
        return probe;
    }

    private static MediaContent File(string type, string text, string? name = null) =>
        new() { Kind = MediaKind.File, Path = "inputs.file", Bytes = Encoding.UTF8.GetBytes(text), MediaType = type, FileName = name };

    public static TheoryData<MediaContent, string> Media => new()
    {
        {
            new MediaContent { Kind = MediaKind.Image, Bytes = new byte[] { 1, 2, 3 }, MediaType = "image/png", Detail = "auto" },
            """{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AQID"}}"""
        },
        {
            new MediaContent { Kind = MediaKind.Image, Url = "https://example.org/a.png" },
            """{"type":"image","source":{"type":"url","url":"https://example.org/a.png"}}"""
        },
        {
            new MediaContent { Kind = MediaKind.File, Bytes = new byte[] { 5 }, MediaType = "application/pdf", FileName = "a.pdf" },
            """{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"BQ=="},"title":"a.pdf"}"""
        },
        {
            new MediaContent { Kind = MediaKind.File, Url = "https://example.org/a.pdf" },
            """{"type":"document","source":{"type":"url","url":"https://example.org/a.pdf"}}"""
        },
        { File("text/markdown", "\ufeff# Grüße 😀"), """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"# Grüße 😀"}}""" },
        { File("application/json", "{}"), """{"type":"document","source":{"type":"text","media_type":"text/plain","data":"{}"}}""" },
    };

    [Theory]
    [MemberData(nameof(Media))]
    public async Task Medium_IsItsBlock(MediaContent media, string block)
    {
        var probe = await AskAsync(media);

        JsonText.AssertSame(
            $$"""{"model":"claude-x","max_tokens":4096,"messages":[{"role":"user","content":[{"type":"text","text":"Look"},{{block}}]}]}""",
            probe.RequestBody);
        Assert.Empty(probe.Warnings);
    }

    [Theory]
    [InlineData(MediaKind.Audio, "audio/wav")]
    [InlineData(MediaKind.Video, "video/mp4")]
    [InlineData(MediaKind.File, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData(MediaKind.File, null)]
    public async Task MediumWithoutAField_IsRefusedWithItsPath(MediaKind kind, string? type) => await AssertRefusedAsync(
        new MediaContent { Kind = kind, Path = "inputs.medium", Bytes = new byte[] { 1 }, MediaType = type });

    [Fact]
    public async Task TextThatIsNoUtf8_IsRefused() => await AssertRefusedAsync(
        new MediaContent { Kind = MediaKind.File, Path = "inputs.medium", Bytes = new byte[] { 0xff }, MediaType = "text/plain" });

    [Fact]
    public async Task UrlAtAServerThatFetchesNone_IsRefused() => await AssertRefusedAsync(
        new MediaContent { Kind = MediaKind.Image, Path = "inputs.medium", Url = "https://example.org/a.png" }, ("media_urls", "false"));

    [Fact]
    public async Task Detail_IsAWarning() => Assert.Equal(
        ["inputs.image_url"],
        (await AskAsync(new MediaContent { Kind = MediaKind.Image, Path = "inputs.image_url", Url = "https://example.org/a.png", Detail = "high" })).WarnedPaths);

    [Fact]
    public async Task MediumInASystemMessage_IsRefused()
    {
        var image = new MediaContent { Kind = MediaKind.Image, Path = "inputs.medium", Url = "https://example.org/a.png" };
        var error = await Assert.ThrowsAsync<InferenceException>(() => MessagesProbe.OfAnswer(MessagesProbe.Hello).SendAsync(
            null, null, new ChatMessage { Role = ChatRole.System, Parts = [ContentPart.Of(image)] }, MessagesProbe.User("Hi")));
        Assert.Equal("inputs.medium", Assert.Single(error.Problems).Path);
    }

    private static async Task AssertRefusedAsync(MediaContent media, params (string Name, string Value)[] quirks)
    {
        var error = await Assert.ThrowsAsync<InferenceException>(() => AskAsync(media, quirks));
        Assert.Equal((InferenceErrorCode.InvalidRequest, "inputs.medium"), (error.Code, Assert.Single(error.Problems).Path));
    }
}
