using System.Net;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.Options;
using RawInference.Core.Pipeline.Media;

namespace RawInference.Core.Tests.Pipeline.Media;

public sealed class MediaUrlPolicyTests
{
    [Theory]
    [MemberData(nameof(HostileUrls.All), MemberType = typeof(HostileUrls))]
    public void HostileUrl_IsRefused(string url) => Assert.Null(Policy().Accept(url));

    [Fact]
    public void UrlOfMoreThanTheLongestLength_IsRefused()
    {
        const string Start = "https://example.com/";

        Assert.NotNull(Policy().Accept(Start + new string('a', MediaUrlPolicy.MaxLength - Start.Length)));
        Assert.Null(Policy().Accept(Start + new string('a', MediaUrlPolicy.MaxLength - Start.Length + 1)));
    }

    [Theory]
    [InlineData("http://example.com", "http://example.com/")]
    [InlineData("HTTPS://Example.COM/a.png?x=1&y=%20", "https://example.com/a.png?x=1&y=%20")]
    [InlineData("https://example.com:443/a", "https://example.com/a")]
    [InlineData("https://example.com:80/a", "https://example.com:80/a")]
    [InlineData("https://example.com/a#fragment", "https://example.com/a")]
    [InlineData("https://example.com/a@b:22", "https://example.com/a@b:22")]
    [InlineData("https://8.8.8.8/a", "https://8.8.8.8/a")]
    [InlineData("https://[2606:4700:4700::1111]/a", "https://[2606:4700:4700::1111]/a")]
    [InlineData("https://my_bucket.s3.example.com/a", "https://my_bucket.s3.example.com/a")]
    [InlineData("https://xn--mller-kva.example/ü.png", "https://xn--mller-kva.example/%C3%BC.png")]
    [InlineData("https://4chan.example/a", "https://4chan.example/a")]
    public void OrdinaryUrl_IsAcceptedWithoutItsFragment(string url, string expected) => Assert.Equal(expected, Policy().Accept(url)?.AbsoluteUri);

    [Fact]
    public void AllowedOrigin_IsExemptFromPortAndAddress()
    {
        var policy = Policy("http://127.0.0.1:5081");

        var url = policy.Accept("http://127.0.0.1:5081/a.png");

        Assert.NotNull(url);
        Assert.True(policy.IsExempt(url));
    }

    [Theory]
    [InlineData("http://127.0.0.1:5082/a")]
    [InlineData("https://127.0.0.1:5081/a")]
    [InlineData("http://127.0.0.1/a")]
    [InlineData("http://127.0.0.2:5081/a")]
    [InlineData("http://localhost:5081/a")]
    [InlineData("http://user@127.0.0.1:5081/a")]
    public void NeighbourOfAnAllowedOrigin_IsRefused(string url) => Assert.Null(Policy("http://127.0.0.1:5081").Accept(url));

    [Fact]
    public void AllowedPublicOrigin_DoesNotExemptItsOtherPorts()
    {
        var policy = Policy("https://media.example:8443");

        Assert.NotNull(policy.Accept("https://media.example:8443/a"));
        Assert.False(policy.IsExempt(policy.Accept("https://media.example/a")!));
    }

    [Fact]
    public void AnyText_IsJudgedWithoutFailingAndOnlyPublicOnesPass() => Prop.ForAll(Urls(), text =>
    {
        var (policy, from) = (Policy(), new Uri("http://first.example/"));
        var redirected = Uri.TryCreate(from, text, out var target) ? policy.Accept(target.AbsoluteUri) : null;
        return new[] { policy.Accept(text), redirected }.All(url => url is null
            || (url is { Scheme: "http" or "https", Port: 80 or 443, UserInfo: "", Fragment: "" }
                && (!IPAddress.TryParse(url.IdnHost, out var address) || AddressClassifier.IsPublic(address))));
    }).QuickCheckThrowOnFailure();

    /// <summary>Hostile and ordinary URLs with a few characters changed, some of them beyond ASCII.</summary>
    private static Arbitrary<string> Urls()
    {
        string[] seeds = [.. HostileUrls.All.Select(row => row.Data), "https://example.com/a", "http://8.8.8.8/", "https://[2606:4700::1111]/", "http://xn--mller-kva.example/"];
        var character = Gen.OneOf(Gen.Elements("@:/\\#?.[]%0x127é①。\u00AD\u200D\uD800".ToCharArray()), Gen.Choose(0, 0xFFFF).Select(code => (char)code));
        return (from seed in Gen.Elements(seeds)
                from at in Gen.Choose(0, seed.Length)
                from inserted in character.ArrayOf()
                from skipped in Gen.Choose(0, 2)
                select seed[..at] + new string(inserted) + seed[Math.Min(seed.Length, at + skipped)..]).ToArbitrary();
    }

    private static MediaUrlPolicy Policy(params string[] allowed)
    {
        var options = new MediaOptions();
        options.AllowedOrigins.AddRange(allowed);
        return new MediaUrlPolicy(Options.Create(options));
    }
}
