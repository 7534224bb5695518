using System.Text;
using Microsoft.Extensions.Options;
using RawInference.Core.Models;
using RawInference.Core.Providers;
using RawInference.State;
using RawInference.State.Keys;

namespace RawInference.Api.FirstRun;

/// <summary>What a developer needs at each start: the URLs, the key, a line to paste, and which answers are not real.</summary>
internal static class FirstRunBanner
{
    public static void PrintWhenStarted(WebApplication app) =>
        app.Lifetime.ApplicationStarted.Register(() => Console.Out.WriteLine(Text(app)));

    private static string Text(WebApplication app)
    {
        var url = app.Urls.First().Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);
        var providers = app.Services.GetRequiredService<ProviderDirectory>().All.ToArray();
        var key = Key(app.Services);
        var text = new StringBuilder()
            .AppendLine()
            .AppendLine($"RawInference is ready: {url}")
            .AppendLine($"  API page   {url}/docs")
            .AppendLine($"  Key        {key ?? "the one that you configured"}")
            .AppendLine()
            .AppendLine("Providers");
        foreach (var provider in providers)
        {
            text.AppendLine($"  {provider.Name,-10} {Describe(provider)}");
        }

        if (providers.FirstOrDefault() is null)
        {
            text.AppendLine("  none: set a provider's key, or configure one under RawInference:Providers.");
        }

        return text
            .AppendLine()
            .AppendLine("Try it")
            .AppendLine($"  curl {url}/v1/inference -H 'Authorization: Bearer {key ?? "$RAWINFERENCE_KEY"}' -H 'Content-Type: application/json' \\")
            .AppendLine($"    -d '{{\"model\":\"{ExampleModel(app.Services)}\",\"inputs\":{{\"prompts\":[\"What is AI?\"]}}}}'")
            .AppendLine()
            .AppendLine("Telemetry: run 'aspire dashboard run' and start with OTEL_EXPORTER_OTLP_ENDPOINT=http://localhost:4317, or use RawInference.AppHost.")
            .ToString();
    }

    private static string? Key(IServiceProvider services) =>
        services.GetRequiredService<IOptions<KeyOptions>>().Value.UseDevelopmentKey
            ? DevelopmentKey.ReadOrCreate(services.GetRequiredService<DataFolder>())
            : null;

    /// <summary>A chat model of a configured provider, the configured example first: slugs work without a provider.</summary>
    private static string ExampleModel(IServiceProvider services)
    {
        var catalog = services.GetRequiredService<ModelCatalog>();
        var example = services.GetRequiredService<IOptions<FirstRunOptions>>().Value.ExampleModel;
        var chatting = catalog.Models.Where(target => target.Card?.Operations[0] == Operations.Chat).Select(target => target.ToString()).ToArray();
        return example is not null && chatting.Contains(example) ? example : chatting.FirstOrDefault() ?? "provider/model";
    }

    private static string Describe(ProviderAccount provider) => provider.Emulated
        ? $"EMULATED on this machine ({provider.Endpoint}): its answers are made up. Set its key to get real ones."
        : provider.Endpoint?.ToString() ?? "a service of this process";
}
