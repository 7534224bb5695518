using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RawInference.Core.Usage;
using RawInference.Usage;

namespace RawInference.State.Usage;

/// <summary>Usage records as events of the log, for whoever wants them all; off unless switched on.</summary>
internal sealed partial class UsageLog(IOptions<StateOptions> options, ILogger<UsageLog> logger)
{
    public void Write(UsageRecord record)
    {
        if (options.Value.Usage.LogRecords)
        {
            LogRecord(
                record.Id, record.At, record.Organization, record.Namespace, record.KeyId, record.Operation, record.Alias, record.Provider, record.Model,
                record.Outcome, record.Error, record.Usage?.Prompt, record.Usage?.Completion, record.Usage?.CachedPrompt, record.Usage?.Reasoning,
                record.UsageSource, record.CostUsd, record.Cached, record.ChargedTokens, record.ChargedNanoUsd);
        }
    }

    [LoggerMessage(
        1,
        LogLevel.Information,
        "usage {Id} at {At} of {Organization} {Namespace} {KeyId}: {Operation} {Alias} {Provider} {Model} {Outcome} {Error}, "
        + "tokens {Prompt} {Completion} {CachedPrompt} {Reasoning} {UsageSource}, cost {CostUsd} USD, cached {Cached}, charged {ChargedTokens} {ChargedNanoUsd}",
        EventName = "usage")]
    private partial void LogRecord(
        string id, DateTimeOffset at, string organization, string @namespace, string keyId, string operation, string? alias, string? provider, string? model,
        UsageOutcome outcome, InferenceErrorCode? error, long? prompt, long? completion, long? cachedPrompt, long? reasoning,
        UsageSource? usageSource, decimal? costUsd, bool cached, long chargedTokens, long chargedNanoUsd);
}
