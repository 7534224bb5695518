using System.Collections.Concurrent;
using RawInference.Core.Models;
using RawInference.Core.Pipeline.Failover;

namespace RawInference.Core.Providers;

/// <summary>Remembers of each configured provider what the last attempt told. Nobody is asked for it.</summary>
internal sealed class ProviderHealthMonitor(TimeProvider time) : IAttemptObserver
{
    private readonly ConcurrentDictionary<string, ProviderHealth> _last = new();

    public ProviderHealth Of(string provider) => _last.GetValueOrDefault(provider, ProviderHealth.Unknown);

    public void Observe(ModelTarget target, InferenceErrorCode? error)
    {
        if (error is null || IsAnswer(error.Value))
        {
            _last[target.Account.Name] = new ProviderHealth(ProviderStatus.Ok, At: time.GetUtcNow());
        }
        else if (InferenceErrors.OriginOf(error.Value) == ErrorOrigin.Provider)
        {
            _last[target.Account.Name] = new ProviderHealth(ProviderStatus.Failing, error, time.GetUtcNow());
        }

        // What the caller or the gateway ended tells nothing of the provider.
    }

    /// <summary>A refusal of one request: the provider is there, knows the account, and would have answered another.</summary>
    private static bool IsAnswer(InferenceErrorCode error) => error is
        InferenceErrorCode.ProviderRefused or
        InferenceErrorCode.ProviderContextLength or
        InferenceErrorCode.ProviderContentPolicy or
        InferenceErrorCode.ProviderModelNotFound or
        InferenceErrorCode.ProviderPayloadTooLarge;
}
