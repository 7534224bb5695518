using System.Text.Json.Serialization;
using RawInference.Core.Usage;
using RawInference.Usage;

namespace RawInference.State.Local;

/// <summary>What a stored record has beside its columns. What is usual is left out.</summary>
internal sealed record UsageDetail
{
    public required string Operation { get; init; }

    public string? Alias { get; init; }

    public string? AskedModel { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool NamedByCaller { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public UsageOutcome Outcome { get; init; }

    public InferenceErrorCode? Error { get; init; }

    public TokenUsage? Usage { get; init; }

    public UsageSource? Source { get; init; }

    public decimal? CostUsd { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Cached { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ChargedTokens { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long ChargedNanoUsd { get; init; }

    public static UsageDetail Of(UsageRecord record) => new()
    {
        Operation = record.Operation,
        Alias = record.Alias,
        AskedModel = record.AskedModel,
        NamedByCaller = record.NamedByCaller,
        Outcome = record.Outcome,
        Error = record.Error,
        Usage = record.Usage,
        Source = record.UsageSource,
        CostUsd = record.CostUsd,
        Cached = record.Cached,
        ChargedTokens = record.ChargedTokens,
        ChargedNanoUsd = record.ChargedNanoUsd,
    };
}
