using FsCheck;
using FsCheck.Fluent;
using RawInference.Core.Pipeline.Media;
using RawInference.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class MediaDecoderTests
{
    [Theory]
    [InlineData("aGVsbG8=", "hello")]
    [InlineData("aGVsbG8", "hello")]
    [InlineData("aGVsbG8h", "hello!")]
    [InlineData("fn5+", "~~~"), InlineData("fn5-", "~~~")]
    [InlineData("Pz8/", "???"), InlineData("Pz8_", "???")]
    [InlineData("fn5-fg==", "~~~~"), InlineData("fn5-fg", "~~~~"), InlineData("fn5+fg==", "~~~~")]
    public void Base64_IsDecoded(string base64, string expected)
    {
        var (media, problems) = Decode(new MediaContent { Kind = MediaKind.File, Base64 = base64 });

        Assert.Empty(problems);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(media!.Bytes!.Value.Span));
        Assert.Null(media.Base64);
    }

    [Theory]
    [InlineData("aGVs bG8=", "whitespace at character 4")]
    [InlineData("aGVs\nbG8=", "whitespace at character 4")]
    [InlineData("aGVsbG8=\n", "behind the padding at character 7")]
    [InlineData(" aGVsbG8=", "whitespace at character 0")]
    [InlineData("aGVs=bG8=", "behind the padding at character 4")]
    [InlineData("aGVsbG8+_w==", "another alphabet at character 7")]
    [InlineData("aGVsbG8+/w", "another alphabet at character 7")]
    [InlineData("aGVsbG9=======", "its end")]
    [InlineData("aGVsbG8==", "its end")]
    [InlineData("aGVsbG=", "its end")]
    [InlineData("aGVsb", "its end")]
    [InlineData("aGVsbGé=", "another alphabet at character 6")]
    [InlineData("data:image/png;base64,aGVsbG8=", "belongs into a URL field, at character 4")]
    public void WhatIsNoBase64_IsAMistakeWithItsPlace(string base64, string mistake)
    {
        var (media, problems) = Decode(new MediaContent { Kind = MediaKind.File, Path = "inputs.file_base64", Base64 = base64 });

        Assert.Null(media);
        Assert.Equal("inputs.file_base64", Assert.Single(problems).Path);
        Assert.Contains(mistake, problems[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data:text/csv;base64,YSxi", "text/csv", "a,b")]
    [InlineData("DATA:Text/CSV;charset=utf-8;BASE64,YSxi", "text/csv", "a,b")]
    [InlineData("data:;base64,YSxi", null, "a,b")]
    [InlineData("data:,a%2Cb", null, "a,b")]
    [InlineData("data:text/plain,a,b%21", "text/plain", "a,b!")]
    [InlineData("data:text/plain;charset=utf-8,%C3%BC", "text/plain", "ü")]
    public void DataUri_IsTakenApartAndDecoded(string url, string? type, string expected)
    {
        var (media, problems) = Decode(new MediaContent { Kind = MediaKind.File, Url = url });

        Assert.Empty(problems);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(media!.Bytes!.Value.Span));
        Assert.Equal((type, null), (media.MediaType, media.Url));
    }

    [Theory]
    [InlineData("data:")]
    [InlineData("data:image/png;base64")]
    [InlineData("data:image/png;base64,aGVs bG8=")]
    [InlineData("data:image/png;base64,aGVsbG8%3D")]
    [InlineData("data:,a b")]
    [InlineData("data:,ü")]
    [InlineData("data:,100%")]
    [InlineData("data:,100%2")]
    [InlineData("data:,100%zz")]
    [InlineData("data:,100%+1")]
    [InlineData("data:,100%%%")]
    public void WhatIsNoDataUri_IsAMistake(string url)
    {
        var (media, problems) = Decode(new MediaContent { Kind = MediaKind.File, Url = url });

        Assert.Null(media);
        Assert.Single(problems);
    }

    [Theory]
    [InlineData("aGVsbG8hIQ==", null)]
    [InlineData("????????????", null)]
    [InlineData(null, "data:;base64,aGVsbG8hIQ==")]
    [InlineData(null, "data:,hello!!")]
    [InlineData(null, "data:,%68%65%6C%6C%6F%21%21")]
    public void SizeOverTheLimit_IsRefusedBeforeDecoding(string? base64, string? url)
    {
        var media = new MediaContent { Kind = MediaKind.File, Path = "inputs.file_url", Base64 = base64, Url = url };

        var exception = Assert.Throws<InferenceException>(() => MediaDecoder.Decode(media, new MediaAllowance(new MediaOptions { MaxFileBytes = 6 }), []));

        Assert.Equal(InferenceErrorCode.MediaTooLarge, exception.Code);
        Assert.Equal("inputs.file_url", Assert.Single(exception.Problems).Path);
    }

    [Fact]
    public void AnyBytes_ComeThroughEachForm() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
    {
        var standard = Convert.ToBase64String(bytes);
        var urlSafe = standard.Replace('+', '-').Replace('/', '_');
        string[] urls = [$"data:;base64,{standard}", $"data:;base64,{urlSafe.TrimEnd('=')}", "data:," + string.Concat(bytes.Select(one => $"%{one:X2}"))];
        return urls.All(url => Decode(new MediaContent { Kind = MediaKind.File, Url = url }).Media!.Bytes!.Value.Span.SequenceEqual(bytes));
    }).QuickCheckThrowOnFailure();

    private static (MediaContent? Media, List<InferenceProblem> Problems) Decode(MediaContent media)
    {
        var problems = new List<InferenceProblem>();
        return (MediaDecoder.Decode(media, new MediaAllowance(new MediaOptions()), problems), problems);
    }
}
