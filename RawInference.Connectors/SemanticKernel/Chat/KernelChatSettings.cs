using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using Microsoft.SemanticKernel.Connectors.AzureOpenAI;
using Microsoft.SemanticKernel.Connectors.OpenAI;
using OpenAI.Chat;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Providers;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>A chat's parameters as Semantic Kernel's services take them.</summary>
internal static class KernelChatSettings
{
    public static PromptExecutionSettings Of(IChatCompletionService service, ChatCall call, KernelProviderOptions options)
    {
        if (options.Settings is { } translate)
        {
            return translate(new RawInferenceExecutionSettings
            {
                Chat = call.Parameters,
                ProviderOptions = call.ProviderOptions,
                IncludeRaw = call.Options.IncludeRaw,
                OnWarning = call.Options.OnWarning,
            });
        }

        ServiceSettings.Refuse("n", call.Parameters.Count > 1);
        call.Options.Dropped("reasoning.max_tokens", call.Parameters.Reasoning?.MaxTokens);
        call.Options.Dropped("reasoning.summary", call.Parameters.Reasoning?.Summary);
        return service is OpenAIChatCompletionService or AzureOpenAIChatCompletionService ? OfOpenAI(call, options) : Plain(call, options);
    }

    /// <summary>
    /// The names that most services read; whether this one does, nobody can tell. A schema has no name that they share, and text that does
    /// not meet it would be another answer.
    /// </summary>
    private static PromptExecutionSettings Plain(ChatCall call, KernelProviderOptions options)
    {
        var parameters = call.Parameters;
        ServiceSettings.Refuse("schema", parameters.Schema is not null);
        ServiceSettings.Refuse("response_format", parameters.ResponseFormat == ResponseFormat.JsonObject);
        var settings = ServiceSettings.Plain(
            call.Options,
            options,
            ("temperature", parameters.Temperature),
            ("top_p", parameters.TopP),
            ("max_tokens", parameters.MaxTokens),
            ("stop_sequences", parameters.Stop),
            ("stop", parameters.Stop),
            ("seed", parameters.Seed),
            ("frequency_penalty", parameters.FrequencyPenalty),
            ("presence_penalty", parameters.PresencePenalty),
            ("logprobs", parameters.LogProbabilities),
            ("top_logprobs", parameters.TopLogProbabilities),
            ("reasoning_effort", parameters.Reasoning?.Effort));
        settings.FunctionChoiceBehavior = KernelTools.Of(call);
        return settings;
    }

    private static OpenAIPromptExecutionSettings OfOpenAI(ChatCall call, KernelProviderOptions options)
    {
        var parameters = call.Parameters;
        var fields = ServiceSettings.ProviderFields(call.Options, options).ToDictionary();
        return new OpenAIPromptExecutionSettings
        {
            Temperature = parameters.Temperature,
            TopP = parameters.TopP,
            MaxTokens = parameters.MaxTokens,
            StopSequences = parameters.Stop is { } stop ? [.. stop] : null,
            Seed = parameters.Seed,
            FrequencyPenalty = parameters.FrequencyPenalty,
            PresencePenalty = parameters.PresencePenalty,
            Logprobs = parameters.LogProbabilities,
            TopLogprobs = parameters.TopLogProbabilities,
            ReasoningEffort = EffortOf(parameters),
            ResponseFormat = FormatOf(parameters),
            FunctionChoiceBehavior = KernelTools.Of(call),
            ExtraBody = fields.Count == 0 ? null : fields,
        };
    }

    /// <summary>As the SDK's own type, which takes any word: of texts Semantic Kernel knows three.</summary>
    private static object? EffortOf(ChatParameters parameters) =>
        parameters.Reasoning?.Effort is { } effort ? (object)new ChatReasoningEffortLevel(effort) : null;

    private static object? FormatOf(ChatParameters parameters) => parameters switch
    {
        { Schema: { } schema } => JsonSerializer.SerializeToElement(new { type = "json_schema", json_schema = new { name = "answer", schema, strict = false } }),
        { ResponseFormat: ResponseFormat.JsonObject } => "json_object",
        { ResponseFormat: ResponseFormat.Text } => "text",
        _ => null,
    };
}
