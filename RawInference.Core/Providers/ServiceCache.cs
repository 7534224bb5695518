using System.Collections.Concurrent;
using RawInference.Core.Models;

namespace RawInference.Core.Providers;

/// <summary>Semantic Kernel services, made once per account and model. Bounded: model names come from callers.</summary>
internal sealed class ServiceCache<TService>(Func<ModelTarget, TService> create)
    where TService : class
{
    private const int MaxServices = 1_000;

    private readonly ConcurrentDictionary<(ProviderAccount Account, string Model), TService> _services = new();

    public TService Get(ModelTarget target)
    {
        var key = (target.Account, target.Model);
        if (_services.TryGetValue(key, out var service))
        {
            return service;
        }

        service = create(target);

        // Past the bound an unknown model pays for its service each time; those that are cached stay.
        return _services.Count >= MaxServices ? service : _services.GetOrAdd(key, service);
    }
}
