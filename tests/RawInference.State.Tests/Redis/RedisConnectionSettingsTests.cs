using StackExchange.Redis;

namespace RawInference.State.Tests.Redis;

public sealed class RedisConnectionSettingsTests
{
    private const string Section = "Aspire:StackExchange:Redis";

    [Fact]
    public void ConnectionString_IsTheNamedOneOfAll()
    {
        Dictionary<string, string?> configuration = new() { [$"{Section}:ConnectionString"] = "unnamed" };
        Assert.Equal("unnamed", Settings.Of(configuration).ConnectionString);

        configuration[$"{Section}:state:ConnectionString"] = "named";
        Assert.Equal("named", Settings.Of(configuration).ConnectionString);

        configuration["ConnectionStrings:state"] = "own";
        Assert.Equal("own", Settings.Of(configuration).ConnectionString);
        Assert.Equal("unnamed", Settings.Of(configuration, "cache").ConnectionString);
    }

    [Theory]
    [InlineData("DisableHealthChecks")]
    [InlineData("DisableTracing")]
    public void Switch_OfTheName_WinsOverThatOfAll(string name)
    {
        bool Read(Dictionary<string, string?> configuration)
        {
            var settings = Settings.Of(configuration);
            return name == "DisableTracing" ? settings.DisableTracing : settings.DisableHealthChecks;
        }

        Assert.False(Read([]));
        Assert.True(Read(new() { [$"{Section}:{name}"] = "true" }));
        Assert.True(Read(new() { [$"{Section}:state:{name}"] = "true" }));
        Assert.False(Read(new() { [$"{Section}:{name}"] = "true", [$"{Section}:state:{name}"] = "false" }));
    }

    [Fact]
    public void WithoutSettings_NothingWaitsForAnAbsentServer()
    {
        var options = Settings.Of(new() { ["ConnectionStrings:state"] = "localhost:6379" }).ToOptions();

        Assert.False(options.AbortOnConnectFail);
        Assert.Equal(BacklogPolicy.FailFast, options.BacklogPolicy);
        Assert.Equal((250, 5_000, 5_000), (options.ConnectTimeout, options.SyncTimeout, options.AsyncTimeout));
        Assert.False(options.IncludeDetailInExceptions);
    }

    [Fact]
    public void ConfigurationOptions_WinOverTheString_AndTheNamedOnesOverAll()
    {
        Dictionary<string, string?> configuration = new() { ["ConnectionStrings:state"] = "localhost:6379,connectTimeout=1,asyncTimeout=2" };
        Assert.Equal((1, 2, 5_000), Timeouts(configuration));

        configuration[$"{Section}:ConfigurationOptions:ConnectTimeout"] = "10";
        configuration[$"{Section}:ConfigurationOptions:SyncTimeout"] = "20";
        Assert.Equal((10, 2, 20), Timeouts(configuration));

        configuration[$"{Section}:state:ConfigurationOptions:SyncTimeout"] = "30";
        Assert.Equal((10, 2, 30), Timeouts(configuration));
    }

    [Fact]
    public void CloudEndpoint_KeepsItsOwnDefaults_ButDoesNotWait()
    {
        var options = Settings.Of(new() { ["ConnectionStrings:state"] = "contoso.redis.cache.windows.net:6380" }).ToOptions();

        Assert.True(options.Ssl);
        Assert.False(options.AbortOnConnectFail);
        Assert.Equal(BacklogPolicy.FailFast, options.BacklogPolicy);
    }

    [Fact]
    public void EmptyConnectionString_IsNone() =>
        Assert.Null(Settings.Of(new() { [$"{Section}:ConnectionString"] = "", ["ConnectionStrings:state"] = "" }).ConnectionString);

    private static (int, int, int) Timeouts(Dictionary<string, string?> configuration)
    {
        var options = Settings.Of(configuration).ToOptions();
        return (options.ConnectTimeout, options.AsyncTimeout, options.SyncTimeout);
    }
}
