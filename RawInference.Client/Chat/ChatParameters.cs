using System.Text.Json;
using RawInference.Contract;

namespace RawInference.Chat;

/// <summary>What a caller may set of a chat. Null leaves it to the provider.</summary>
public sealed record ChatParameters
{
    public static ChatParameters Default { get; } = new();

    /// <summary>0 to 2; higher is more random.</summary>
    public double? Temperature { get; init; }

    /// <summary>0 to 1; nucleus sampling.</summary>
    public double? TopP { get; init; }

    /// <summary>The most tokens of one completion, reasoning included.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Up to 16 sequences that end the completion.</summary>
    public IReadOnlyList<string>? Stop { get; init; }

    public long? Seed { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? FrequencyPenalty { get; init; }

    /// <summary>-2 to 2.</summary>
    public double? PresencePenalty { get; init; }

    /// <summary>Completions per prompt, 1 to 128.</summary>
    public int? Count { get; init; }

    /// <summary>Log probabilities of the chosen tokens.</summary>
    public bool? LogProbabilities { get; init; }

    /// <summary>Alternatives per token, 0 to 20.</summary>
    public int? TopLogProbabilities { get; init; }

    public ReasoningOptions? Reasoning { get; init; }

    public ResponseFormat? ResponseFormat { get; init; }

    /// <summary>JSON Schema that the text must meet.</summary>
    public JsonElement? Schema { get; init; }

    public IReadOnlyList<ToolDefinition>? Tools { get; init; }

    public ToolChoice? ToolChoice { get; init; }

    /// <summary>Whether several tools may be called at once.</summary>
    public bool? ParallelToolCalls { get; init; }

    /// <summary>The names of those that are set: a schema or a stop sequence may be private.</summary>
    public override string ToString() => string.Join(", ", Table.SetIn(this));

    /// <summary>How each is read from <c>parameters</c>, defaulted, checked and dropped.</summary>
    public static ParameterTable<ChatParameters> Table { get; } = new(
        new Parameter<ChatParameters, double?>("temperature", p => p.Temperature, (p, v) => p with { Temperature = v }, v => v.Number(0, 2)),
        new Parameter<ChatParameters, double?>("top_p", p => p.TopP, (p, v) => p with { TopP = v }, v => v.Number(0, 1)),
        new Parameter<ChatParameters, int?>("max_tokens", p => p.MaxTokens, (p, v) => p with { MaxTokens = v }, v => (int?)v.Integer(1, int.MaxValue)),
        new Parameter<ChatParameters, IReadOnlyList<string>>("stop", p => p.Stop, (p, v) => p with { Stop = v }, v => v.Texts(16, orOne: true)),
        new Parameter<ChatParameters, long?>("seed", p => p.Seed, (p, v) => p with { Seed = v }, v => v.Integer(long.MinValue, long.MaxValue)),
        new Parameter<ChatParameters, double?>("frequency_penalty", p => p.FrequencyPenalty, (p, v) => p with { FrequencyPenalty = v }, v => v.Number(-2, 2)),
        new Parameter<ChatParameters, double?>("presence_penalty", p => p.PresencePenalty, (p, v) => p with { PresencePenalty = v }, v => v.Number(-2, 2)),
        new Parameter<ChatParameters, int?>("n", p => p.Count, (p, v) => p with { Count = v }, v => (int?)v.Integer(1, 128)) { Essential = true },
        new Parameter<ChatParameters, bool?>("logprobs", p => p.LogProbabilities, (p, v) => p with { LogProbabilities = v }, v => v.Flag()),
        new Parameter<ChatParameters, int?>("top_logprobs", p => p.TopLogProbabilities, (p, v) => p with { TopLogProbabilities = v }, v => (int?)v.Integer(0, 20)),
        new Parameter<ChatParameters, ReasoningOptions>("reasoning", p => p.Reasoning, (p, v) => p with { Reasoning = v }, ChatParameterContract.Reasoning),
        new Parameter<ChatParameters, ResponseFormat?>("response_format", p => p.ResponseFormat, (p, v) => p with { ResponseFormat = v }, ChatParameterContract.Format) { Essential = true },
        new Parameter<ChatParameters, JsonElement?>("schema", p => p.Schema, (p, v) => p with { Schema = v }, v => v.Object("a JSON Schema")) { Essential = true },
        new Parameter<ChatParameters, IReadOnlyList<ToolDefinition>>("tools", p => p.Tools, (p, v) => p with { Tools = v }, ChatParameterContract.Tools) { Essential = true },
        new Parameter<ChatParameters, ToolChoice>("tool_choice", p => p.ToolChoice, (p, v) => p with { ToolChoice = v }, ChatParameterContract.Choice) { Essential = true },
        new Parameter<ChatParameters, bool?>("parallel_tool_calls", p => p.ParallelToolCalls, (p, v) => p with { ParallelToolCalls = v }, v => v.Flag()));
}
