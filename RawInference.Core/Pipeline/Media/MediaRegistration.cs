using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace RawInference.Core.Pipeline.Media;

/// <summary>What the media stage needs. Its options are bound with all others.</summary>
internal static class MediaRegistration
{
    public static IServiceCollection AddMedia(this IServiceCollection services)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MediaOptions>, MediaOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IAddressResolver, DnsAddressResolver>();
        services.TryAddSingleton<IAddressDialer, TcpAddressDialer>();
        services.TryAddSingleton<MediaUrlPolicy>();
        services.TryAddSingleton<AddressGuard>();
        services.TryAddSingleton(provider => ActivatorUtilities.CreateInstance<SafeFetch>(
            provider,
            FetchHandler.Create(provider.GetRequiredService<AddressGuard>(), provider.GetRequiredService<IOptions<MediaOptions>>().Value)));
        services.TryAddSingleton<MediaResolver>();
        services.TryAddSingleton<MediaMiddleware>();
        return services;
    }
}
