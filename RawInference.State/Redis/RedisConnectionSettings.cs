using Microsoft.Extensions.Configuration;
using StackExchange.Redis;
using StackExchange.Redis.Configuration;

namespace RawInference.State.Redis;

/// <summary>
/// One named connection, in the configuration keys of Aspire.StackExchange.Redis: <c>Aspire:StackExchange:Redis</c>, over it
/// <c>Aspire:StackExchange:Redis:{name}</c>, over both <c>ConnectionStrings:{name}</c>.
/// </summary>
internal sealed class RedisConnectionSettings
{
    public const string Section = "Aspire:StackExchange:Redis";

    private readonly IConfigurationSection[] _sections;

    private RedisConnectionSettings(string name, params IConfigurationSection[] sections)
    {
        Name = name;
        _sections = sections;
        foreach (var section in sections)
        {
            section.Bind(this);
        }
    }

    public string Name { get; }

    /// <summary>Null where there is no such connection.</summary>
    public string? ConnectionString { get; set; }

    public bool DisableHealthChecks { get; set; }

    public bool DisableTracing { get; set; }

    public static RedisConnectionSettings Read(IConfiguration configuration, string name)
    {
        var unnamed = configuration.GetSection(Section);
        var settings = new RedisConnectionSettings(name, unnamed, unnamed.GetSection(name));
        if (configuration.GetConnectionString(name) is { Length: > 0 } connectionString)
        {
            settings.ConnectionString = connectionString;
        }

        if (settings.ConnectionString is "")
        {
            settings.ConnectionString = null;
        }

        return settings;
    }

    /// <summary>What the client is opened with.</summary>
    public ConfigurationOptions ToOptions()
    {
        var options = ConfigurationOptions.Parse(ConnectionString ?? "");
        if (options.Defaults.GetType() == typeof(DefaultOptionsProvider))
        {
            options.Defaults = new RedisDefaults();
        }
        else
        {
            // A cloud's own defaults, such as TLS, stay; none of them says this.
            options.BacklogPolicy = BacklogPolicy.FailFast;
            options.ReconnectRetryPolicy = new LinearRetry(500);
            options.IncludeDetailInExceptions = false;
        }

        foreach (var section in _sections)
        {
            section.GetSection("ConfigurationOptions").Bind(options);
        }

        return options;
    }

    /// <summary>Without the password that may be in the connection string.</summary>
    public override string ToString() => Name;
}
