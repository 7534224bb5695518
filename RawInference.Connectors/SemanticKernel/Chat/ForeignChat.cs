using System.Text.Json;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>What all chats with someone else's services share: how they begin and how they end.</summary>
internal static class ForeignChat
{
    public static ChatCall CallOf(ChatHistory history, PromptExecutionSettings? settings)
    {
        var (parameters, options) = CallSettings.Read(settings, ChatParameters.Table, ChatParameters.Default, own => own.Chat);
        var call = new ChatCall(ChatHistoryMapping.ToMessages(history), parameters, options);
        for (var index = 0; index < call.Messages.Count; index++)
        {
            if (call.Messages[index].ProviderState is not null)
            {
                call.Warn(WarningCodes.ParameterDropped, $"inputs.messages[{index}].provider_state", "is not of this provider and was left out.");
            }
        }

        return call;
    }

    /// <summary>Why a whole answer ended; it is whole, so that not being told is no error.</summary>
    public static string ReasonOf(string? told, bool hasCalls, CallSettings call)
    {
        if (told is not null)
        {
            return ServiceFacts.ReasonOf(told, hasCalls);
        }

        if (hasCalls)
        {
            return FinishReason.ToolCalls;
        }

        call.OnWarning?.Invoke(new InferenceWarning(WarningCodes.ProviderNotice, null, "The service does not say why the completion ended."));
        return ServiceFacts.UnknownReason;
    }

    /// <summary>The last chunk of a stream that has ended without a failure. Calls may follow the reason, so that it is told here.</summary>
    /// <exception cref="InferenceException">It may have been cut: many clients do not tell.</exception>
    public static ChatChunk End(string? told, bool hasCalls, JsonElement? citations, ChatCall call, KernelProviderOptions options, KernelCalls calls)
    {
        if (told is null && options.GivesFinishReason)
        {
            throw calls.Cut(
                $"ended without a finish reason, as a stream does that breaks off. A service that never gives one is registered with {nameof(options.GivesFinishReason)} = false");
        }

        return new ChatChunk { Delta = new ChatDelta { FinishReason = ReasonOf(told, hasCalls, call.Options) }, Citations = citations };
    }
}
