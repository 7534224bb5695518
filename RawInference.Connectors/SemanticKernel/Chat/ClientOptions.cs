using Microsoft.Extensions.AI;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>A chat's parameters in the fields of Microsoft.Extensions.AI. Whether a client reads a field is its own matter.</summary>
internal static class ClientOptions
{
    public static ChatOptions Of(ChatCall call, string model, KernelProviderOptions options)
    {
        var parameters = call.Parameters;
        ServiceSettings.Refuse("n", parameters.Count > 1);
        call.Options.Dropped("logprobs", parameters.LogProbabilities);
        call.Options.Dropped("top_logprobs", parameters.TopLogProbabilities);
        var fields = ServiceSettings.ProviderFields(call.Options, options).ToArray();
        return new ChatOptions
        {
            ModelId = model,
            Temperature = (float?)parameters.Temperature,
            TopP = (float?)parameters.TopP,
            MaxOutputTokens = parameters.MaxTokens,
            StopSequences = parameters.Stop is { } stop ? [.. stop] : null,
            Seed = parameters.Seed,
            FrequencyPenalty = (float?)parameters.FrequencyPenalty,
            PresencePenalty = (float?)parameters.PresencePenalty,
            Reasoning = ReasoningOf(call),
            ResponseFormat = FormatOf(parameters),
            Tools = parameters.Tools is { } tools ? [.. tools.Select(tool => new ToolDeclaration(tool))] : null,
            ToolMode = ModeOf(parameters.ToolChoice),
            AllowMultipleToolCalls = parameters.ParallelToolCalls,
            AdditionalProperties = fields.Length == 0 ? null : new AdditionalPropertiesDictionary(fields),
        };
    }

    private static Microsoft.Extensions.AI.ReasoningOptions? ReasoningOf(ChatCall call)
    {
        if (call.Parameters.Reasoning is not { } asked)
        {
            return null;
        }

        ReasoningEffort? effort = asked.Effort switch
        {
            "none" => ReasoningEffort.None,
            "low" => ReasoningEffort.Low,
            "medium" => ReasoningEffort.Medium,
            "high" => ReasoningEffort.High,
            "xhigh" => ReasoningEffort.ExtraHigh,
            _ => null,
        };
        call.Options.Dropped("reasoning.effort", effort is null ? asked.Effort : null);
        call.Options.Dropped("reasoning.max_tokens", asked.MaxTokens);
        return effort is null && asked.Summary is null ? null : new Microsoft.Extensions.AI.ReasoningOptions
        {
            Effort = effort,
            Output = asked.Summary is null ? null : ReasoningOutput.Summary,
        };
    }

    private static ChatResponseFormat? FormatOf(ChatParameters parameters) => parameters switch
    {
        { Schema: { } schema } => ChatResponseFormat.ForJsonSchema(schema, "answer"),
        { ResponseFormat: ResponseFormat.JsonObject } => ChatResponseFormat.Json,
        { ResponseFormat: ResponseFormat.Text } => ChatResponseFormat.Text,
        _ => null,
    };

    private static ChatToolMode? ModeOf(ToolChoice? choice) => choice?.Mode switch
    {
        null => null,
        ToolChoiceMode.None => ChatToolMode.None,
        ToolChoiceMode.Required => ChatToolMode.RequireAny,
        ToolChoiceMode.Named => ChatToolMode.RequireSpecific(choice.Name!),
        _ => ChatToolMode.Auto,
    };
}
