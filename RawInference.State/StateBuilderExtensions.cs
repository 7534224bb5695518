using Microsoft.Extensions.Configuration;
using RawInference.State;
using RawInference.State.Degraded;
using RawInference.State.Redis;
using RawInference.State.Redis.Ledger;

namespace RawInference.Core;

/// <summary>Registers the stores that the configuration names.</summary>
public static class StateBuilderExtensions
{
    /// <summary>
    /// Adds state: in Redis where there is a connection string <c>state</c>, so that several processes share it; otherwise in the
    /// data folder, for one server. A connection string <c>cache</c> shares cached answers.
    /// </summary>
    /// <param name="builder">Where it is registered.</param>
    /// <param name="configuration">Its connection strings decide.</param>
    /// <param name="contentRoot">The folder that a relative <see cref="StateOptions.DataPath"/> is under.</param>
    /// <param name="production">Nothing may be generated: the pepper is needed, and the development key refused.</param>
    public static RawInferenceBuilder AddState(this RawInferenceBuilder builder, IConfiguration configuration, string contentRoot, bool production)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);

        var state = RedisConnectionSettings.Read(configuration, RedisConnection.State);
        var hasState = state.ConnectionString is not null;
        builder.Services.AddRedisCache(RedisConnectionSettings.Read(configuration, RedisConnection.Cache), hasState, production);
        if (hasState)
        {
            builder.Services.AddRedisConnection(state).AddRedisStorage().AddRedisLedger().AddDegradedState();
        }
        else
        {
            builder.AddServerLock();
        }

        // Of what is registered already it adds nothing: behind Redis, only what every process has for itself.
        return builder.AddLocalState(contentRoot, production);
    }
}
