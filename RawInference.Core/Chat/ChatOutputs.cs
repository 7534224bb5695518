using System.Text.Json;
using RawInference.Chat;
using RawInference.Core.Providers;

namespace RawInference.Core.Chat;

/// <summary>What the gateway adds to a completion once it is whole.</summary>
internal static class ChatOutputs
{
    /// <summary>The completion with its text parsed, where a schema asked for an object. Text that is no JSON is a warning.</summary>
    public static ChatOutput Finish(ChatOutput output, RawInferenceExecutionSettings settings)
    {
        if (settings.Chat.Schema is null || output.Text.Length == 0)
        {
            return output;
        }

        try
        {
            using var document = JsonDocument.Parse(output.Text);
            return output with { Object = document.RootElement.Clone() };
        }
        catch (JsonException)
        {
            settings.OnWarning?.Invoke(new InferenceWarning(
                WarningCodes.SchemaNotMet,
                "parameters.schema",
                $"was not met: the text of output {output.Index} is not JSON (it ended with '{output.FinishReason}')."));
            return output;
        }
    }
}
