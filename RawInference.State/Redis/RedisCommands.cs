using System.Diagnostics;
using RawInference.Core.Pipeline.Telemetry;
using RawInference.State.Degraded;
using StackExchange.Redis;

namespace RawInference.State.Redis;

/// <summary>
/// The one way to ask the state connection: no caller waits for a server that says nothing for <see cref="RedisOptions.Timeout"/>, and every
/// failure of the store is an <see cref="InferenceException"/> of the code <c>Unavailable</c>.
/// </summary>
internal sealed class RedisCommands(
    RedisConnection connection,
    RedisConnectionSettings settings,
    StoreGate gate,
    AnswerWait wait)
{
    private static readonly ActivitySource Source = new(InferenceTelemetry.Name);

    /// <summary>What is left behind at the timeout may still be carried out: scripts have to bear being run twice.</summary>
    /// <param name="name">Of the operation in traces.</param>
    /// <param name="command">May send several commands at once.</param>
    /// <param name="cancellationToken">Of the caller.</param>
    public async ValueTask<T> RunAsync<T>(string name, Func<IDatabase, Task<T>> command, CancellationToken cancellationToken)
    {
        if (!gate.IsOpen)
        {
            throw RedisErrors.Away();
        }

        using var activity = settings.DisableTracing ? null : Source.StartActivity($"redis {name}", ActivityKind.Client);
        activity?.SetTag("db.system.name", "redis").SetTag("db.operation.name", name);
        try
        {
            // StackExchange.Redis looks for timed-out commands with its heartbeat, once a second: too late for a request.
            var answer = await wait.ForAsync(AskAsync(command), cancellationToken);
            gate.Worked();
            return answer;
        }
        catch (Exception exception) when (RedisErrors.IsOfStore(exception))
        {
            var unavailable = RedisErrors.Unavailable(exception);
            activity?.SetStatus(ActivityStatusCode.Error, unavailable.Message);
            if (RedisErrors.IsOutage(exception))
            {
                gate.Failed(unavailable.Message);
            }

            throw unavailable;
        }
    }

    /// <summary>Runs a script.</summary>
    public ValueTask<RedisResult> EvaluateAsync(RedisScript script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken) =>
        RunAsync(script.Name, database => script.EvaluateAsync(database, keys, values), cancellationToken);

    private async Task<T> AskAsync<T>(Func<IDatabase, Task<T>> command)
    {
        var multiplexer = await connection.GetAsync();
        return await command(multiplexer.GetDatabase());
    }
}
