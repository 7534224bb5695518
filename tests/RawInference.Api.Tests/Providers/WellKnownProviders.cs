using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RawInference.Core;
using RawInference.Core.Providers;

namespace RawInference.Api.Tests.Providers;

/// <summary>What the connectors bring, without any configuration.</summary>
internal static class WellKnownProviders
{
    public static ConnectorRegistry Registry { get; } = Create();

    /// <summary>Those with a dialect of their own first, each group by name.</summary>
    public static IEnumerable<ProviderPreset> Presets => Registry.Presets.OrderByDescending(preset => preset.Name == preset.Connector);

    private static ConnectorRegistry Create()
    {
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddRawInference().AddConnectors();
        return services.BuildServiceProvider().GetRequiredService<ConnectorRegistry>();
    }
}
