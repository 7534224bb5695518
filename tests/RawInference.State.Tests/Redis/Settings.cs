using Microsoft.Extensions.Configuration;
using RawInference.State.Redis;

namespace RawInference.State.Tests.Redis;

/// <summary>Settings of a connection from a configuration in memory.</summary>
internal static class Settings
{
    public static RedisConnectionSettings Of(Dictionary<string, string?> configuration, string name = "state") =>
        RedisConnectionSettings.Read(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build(), name);
}
