using Microsoft.Extensions.Options;
using RawInference.Connectors.Wire;
using RawInference.Core.Pipeline.Media;
using RawInference.Core.Providers;

namespace RawInference.Api.FirstRun;

/// <summary>Makes the first start useful in Development: stand-ins for providers without a key, and what answers on this machine.</summary>
internal static class FirstRunSetup
{
    /// <summary>How long a model server on loopback may take to answer. A longer wait would be felt at every start.</summary>
    private static readonly TimeSpan ProbeTimeout = TimeSpan.FromMilliseconds(300);

    public static IServiceCollection AddFirstRun(this IServiceCollection services)
    {
        services.AddSettings<EmulatorOptions>("Emulator");
        services.AddSettings<FirstRunOptions>("FirstRun");
        services.AddSingleton<LocalServerProbe>();
        services.AddSingleton<OfferedProviders>();
        services.AddSingleton<OfferedProvidersConfiguration>();
        services.AddSingleton<IPostConfigureOptions<RawInferenceOptions>>(provider => provider.GetRequiredService<OfferedProvidersConfiguration>());
        services.AddSingleton<IPostConfigureOptions<MediaOptions>>(provider => provider.GetRequiredService<OfferedProvidersConfiguration>());
        return services;
    }

    /// <summary>Before anything reads the providers. Does nothing outside Development.</summary>
    public static async Task PrepareFirstRunAsync(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        var presets = Unconfigured(app);
        var offered = app.Services.GetRequiredService<OfferedProviders>();
        await StartEmulatorAsync(app, presets, offered);
        await OfferLocalAsync(app.Services.GetRequiredService<LocalServerProbe>(), presets, offered);
        FirstRunBanner.PrintWhenStarted(app);
    }

    /// <summary>For a command, which asks no provider, but whose aliases and keys name some: those of a first run are known, and nothing is started.</summary>
    public static async Task PrepareCommandAsync(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            return;
        }

        var presets = Unconfigured(app);
        var offered = app.Services.GetRequiredService<OfferedProviders>();
        foreach (var (name, provider, url) in Emulated(app, presets))
        {
            offered.Providers[name] = provider.At(url, credentialsFile: null);
        }

        await OfferLocalAsync(app.Services.GetRequiredService<LocalServerProbe>(), presets, offered);
    }

    private static ProviderPreset[] Unconfigured(WebApplication app) =>
        [.. app.Services.GetRequiredService<ConnectorRegistry>().Presets.Where(preset => !IsConfigured(app.Configuration, preset))];

    private static bool IsConfigured(IConfiguration configuration, ProviderPreset preset) =>
        configuration.GetSection($"{RawInferenceOptions.Section}:Providers:{preset.Name}").Exists()
        || (preset.KeyVariable is { } variable && !string.IsNullOrEmpty(configuration[variable]));

    /// <summary>The providers that the emulator stands in for; none where there is no emulator.</summary>
    private static (string Name, EmulatedProvider Provider, Uri Url)[] Emulated(WebApplication app, IEnumerable<ProviderPreset> presets)
    {
        var options = app.Services.GetRequiredService<IOptions<EmulatorOptions>>().Value;
        return options.Url is { } url && File.Exists(EmulatorProcess.AssemblyPath)
            ? [.. presets.Where(preset => options.Providers.ContainsKey(preset.Name)).Select(preset => (preset.Name, options.Providers[preset.Name], new Uri(url)))]
            : [];
    }

    private static async Task StartEmulatorAsync(WebApplication app, IEnumerable<ProviderPreset> presets, OfferedProviders offered)
    {
        if (Emulated(app, presets) is not [var (_, _, url), ..] emulated)
        {
            return;
        }

        var emulator = await EmulatorProcess.StartAsync(url);
        app.Lifetime.ApplicationStopped.Register(() => emulator.DisposeAsync().AsTask().GetAwaiter().GetResult());
        offered.EmulatorOrigin = emulator.Address;
        foreach (var (name, provider, _) in emulated)
        {
            offered.Providers[name] = emulator.Offer(provider);
        }
    }

    private static async Task OfferLocalAsync(LocalServerProbe probe, IEnumerable<ProviderPreset> presets, OfferedProviders offered)
    {
        // Where several kinds of servers share a port, what answers there does not tell which one it is.
        var local = presets
            .Where(preset => preset is { KeyVariable: null, Endpoint.IsLoopback: true })
            .GroupBy(preset => preset.Endpoint)
            .Where(group => group.Count() == 1)
            .Select(group => group.Single())
            .ToArray();
        var answers = await Task.WhenAll(local.Select(preset =>
            probe.AnswersAsync(new Uri($"{preset.Endpoint}/models"), ProbeTimeout, CancellationToken.None)));
        foreach (var (preset, answering) in local.Zip(answers))
        {
            if (answering)
            {
                offered.Providers[preset.Name] = new ProviderOptions();
            }
        }
    }
}
