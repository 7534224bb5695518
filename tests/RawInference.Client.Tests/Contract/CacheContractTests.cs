using RawInference.Contract;

namespace RawInference.Client.Tests.Contract;

public class CacheContractTests
{
    public static TheoryData<string, CacheOptions?> Forms => new()
    {
        { "true", new CacheOptions() },
        { "false", new CacheOptions(Mode: CacheMode.Off) },
        { "null", null },
        { "{}", new CacheOptions() },
        { """{"ttl_s":1}""", new CacheOptions(TimeSpan.FromSeconds(1)) },
        { """{"ttl_s":2592000,"mode":"read","immutable_urls":true}""", new CacheOptions(TimeSpan.FromDays(30), CacheMode.Read, true) },
        { """{"mode":"on","immutable_urls":false}""", new CacheOptions(ImmutableUrls: false) },
        { """{"mode":"write"}""", new CacheOptions(Mode: CacheMode.Write) },
        { """{"mode":"refresh"}""", new CacheOptions(Mode: CacheMode.Refresh) },
        { """{"mode":"off"}""", new CacheOptions(Mode: CacheMode.Off) },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void EveryForm_IsRead(string cache, CacheOptions? expected)
    {
        var request = Read(cache);

        Assert.Equal(expected, request.Call.Cache);
        Assert.Empty(request.Problems);
        Assert.Empty(request.Call.Warnings);
    }

    [Theory]
    [InlineData("5", "cache")]
    [InlineData("\"on\"", "cache")]
    [InlineData("[]", "cache")]
    [InlineData("""{"ttl_s":0}""", "cache.ttl_s")]
    [InlineData("""{"ttl_s":2592001}""", "cache.ttl_s")]
    [InlineData("""{"ttl_s":1.5}""", "cache.ttl_s")]
    [InlineData("""{"ttl_s":"60"}""", "cache.ttl_s")]
    [InlineData("""{"mode":"On"}""", "cache.mode")]
    [InlineData("""{"mode":true}""", "cache.mode")]
    [InlineData("""{"ttl_s":-1,"mode":"always","immutable_urls":1}""", "cache.ttl_s", "cache.mode", "cache.immutable_urls")]
    public void Mistakes_AreRefusedAllAtOnceWithTheirPaths(string cache, params string[] paths) =>
        Assert.Equal(paths, Read(cache).Problems.Select(problem => problem.Path));

    [Fact]
    public void UnknownMember_IsAWarningWithItsPath()
    {
        var request = Read("""{"ttl":60,"mode":"read"}""");

        Assert.Equal(CacheMode.Read, request.Call.Cache!.Mode);
        var warning = Assert.Single(request.Call.Warnings);
        Assert.Equal((WarningCodes.UnknownField, "cache.ttl"), (warning.Code, warning.Path));
    }

    [Fact]
    public void CacheThatIsAskedFor_IsNoUnavailableFeatureAnyMore_WhileTheSemanticOneIs()
    {
        var request = BodyContract.Read(
            Given.Json("""{"provider":"p","model":"m","inputs":{"text":"a"},"cache":true,"enable_semantic_cache":true,"cache_delta":0.1}"""),
            CallOptions.Default,
            []);

        Assert.Equal(["enable_semantic_cache", "cache_delta"], request.Call.Warnings.Select(warning => warning.Path!));
    }

    private static ContractRequest Read(string cache) => BodyContract.Read(
        Given.Json($$"""{"provider":"p","model":"m","inputs":{"text":"a"},"cache":{{cache}}}"""),
        CallOptions.Default,
        []);
}
