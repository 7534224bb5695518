using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RawInference.Core.Providers;
using RawInference.Core.Settings;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers options that are read from the configuration.</summary>
public static class SettingsServiceCollectionExtensions
{
    /// <summary>Binds <c>RawInference:{section}</c>, validated at start: every mistake is reported with its path, once however often it is said.</summary>
    public static IServiceCollection AddSettings<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        if (services.Any(service => service.ServiceType == typeof(BoundSettings<TOptions>)))
        {
            return services;
        }

        services.AddKnownSection(section);
        services.AddOptions<TOptions>().ValidateOnStart();
        services.AddSingleton(provider => new BoundSettings<TOptions>(
            provider.GetRequiredService<IConfiguration>(),
            $"{RawInferenceOptions.Section}:{section}"));
        services.AddSingleton<IConfigureOptions<TOptions>>(provider => provider.GetRequiredService<BoundSettings<TOptions>>());
        services.AddSingleton<IValidateOptions<TOptions>>(provider => provider.GetRequiredService<BoundSettings<TOptions>>());
        return services;
    }

    /// <summary>Says that somebody reads <c>RawInference:{section}</c> in a way of its own.</summary>
    public static IServiceCollection AddKnownSection(this IServiceCollection services, string section) =>
        services.AddSingleton(new KnownSection(section));
}
