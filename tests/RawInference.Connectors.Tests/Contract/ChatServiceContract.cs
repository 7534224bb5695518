using Microsoft.SemanticKernel;
using RawInference.Chat;
using RawInference.Core.Chat;
using RawInference.Core.Providers;

namespace RawInference.Connectors.Tests.Contract;

/// <summary>What every chat connector of ours does, whose contents carry our own results.</summary>
public abstract class ChatServiceContract(ContractServer server) : ChatConnectorContract(server)
{
    protected override PromptExecutionSettings? CreateSettings(ToolDefinition? tool) => tool is null ? null : new RawInferenceExecutionSettings
    {
        Chat = new ChatParameters { Tools = [tool], ToolChoice = new ToolChoice(ToolChoiceMode.Required) },
    };

    protected override ChatReading Read(ChatMessageContent content)
    {
        var result = (ChatResult)content.InnerContent!;
        return new ChatReading(
            result.Output.Text,
            result.Output.FinishReason,
            result.Usage?.Prompt,
            result.Usage?.Completion,
            string.Join(";", result.Output.ToolCalls.Select(call => $"{call.Name}({call.Arguments})")));
    }

    protected override ChatReading Read(IReadOnlyList<StreamingChatMessageContent> contents)
    {
        var chunks = contents.Select(content => (ChatChunk)content.InnerContent!).ToArray();
        var deltas = chunks.Select(chunk => chunk.Delta).OfType<ChatDelta>().ToArray();
        var usage = chunks.Select(chunk => chunk.Usage).Last(usage => usage is not null);
        var calls = deltas.Select(delta => delta.ToolCall).OfType<ToolCallDelta>().GroupBy(call => call.Index);
        return new ChatReading(
            string.Concat(deltas.Select(delta => delta.Text)),
            deltas.Select(delta => delta.FinishReason).Single(reason => reason is not null),
            usage?.Prompt,
            usage?.Completion,
            string.Join(";", calls.Select(call => $"{string.Concat(call.Select(part => part.Name))}({string.Concat(call.Select(part => part.Arguments))})")));
    }
}
