using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RawInference.Connectors.Wire;

/// <summary>Registers the HTTP client of all connectors; with default options where nothing configures it, as in a kernel of its own.</summary>
internal static class UpstreamServices
{
    public static void TryAddUpstreamClient(this IServiceCollection services) =>
        services.TryAddSingleton(provider => new UpstreamClient(
            provider.GetService<IOptions<UpstreamOptions>>()?.Value ?? new UpstreamOptions(),
            provider.GetService<TimeProvider>() ?? TimeProvider.System));
}
