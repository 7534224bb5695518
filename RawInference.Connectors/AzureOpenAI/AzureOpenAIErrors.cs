using RawInference.Connectors.Wire;

namespace RawInference.Connectors.AzureOpenAI;

/// <summary>What Azure says in words of its own (learn.microsoft.com/azure/ai-foundry/openai/concepts/content-filter).</summary>
internal static class AzureOpenAIErrors
{
    public static InferenceErrorCode? Classify(ProviderError error) => error switch
    {
        { InnerCode: "ResponsibleAIPolicyViolation" } or { Code: "contentFilter" } => InferenceErrorCode.ProviderContentPolicy,
        { Code: "DeploymentNotFound" } => InferenceErrorCode.ProviderModelNotFound,
        // The path or the resource is wrong, not the model: that is the configuration's fault.
        { Code: "404", EffectiveStatus: 404 } => InferenceErrorCode.ProviderFailed,
        _ => null,
    };
}
