using System.Text.Json;
using Microsoft.SemanticKernel;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;
using RawInference.Usage;
using ChatToolCall = OpenAI.Chat.ChatToolCall;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>Reads what Semantic Kernel's services say, whole or in pieces, with what the SDK beneath them still has of the provider's JSON.</summary>
internal sealed class KernelContents(CallSettings call, KernelCalls calls)
{
    private readonly HashSet<string> _left = [];

    public string? Reason { get; private set; }

    public bool HasCalls { get; private set; }

    public bool HasRaw { get; private set; }

    public JsonElement? Citations { get; private set; }

    public ChatResult Read(ChatMessageContent content, int index)
    {
        var json = ServiceFacts.JsonOf(content.InnerContent);
        var choice = ServiceFacts.ChoiceOf(json);
        var message = ServiceFacts.MessageOf(choice);
        ToolCall[] toolCalls = [.. content.Items.OfType<FunctionCallContent>().Select(CallOf)];
        foreach (var item in content.Items.Where(item => item is not (TextContent or ReasoningContent or FunctionCallContent)))
        {
            Leave(item);
        }

        var reasoning = string.Concat(content.Items.OfType<ReasoningContent>().Select(item => item.Text));
        return new ChatResult
        {
            Output = new ChatOutput
            {
                Index = index,
                Text = string.Concat(content.Items.OfType<TextContent>().Select(item => item.Text)),
                ToolCalls = toolCalls,
                Reasoning = reasoning.Length > 0 ? reasoning : ReasoningOf(message),
                Refusal = NonEmpty(message.Text("refusal")),
                Citations = CitationsOf(message),
                LogProbabilities = choice?.ObjectAt("logprobs"),
                FinishReason = ForeignChat.ReasonOf(
                    ServiceFacts.ReasonOf(content.Metadata, content.InnerContent, toolCalls.Length > 0), toolCalls.Length > 0, call),
            },
            Usage = UsageOf(content.Metadata, json, content.InnerContent),
            ResponseId = ServiceFacts.IdOf(content.Metadata) ?? json?.Text("id"),
            Model = json?.Text("model") ?? content.ModelId,
            Raw = RawOf(json),
        };
    }

    public IEnumerable<ChatChunk> Read(StreamingChatMessageContent content)
    {
        var json = ServiceFacts.JsonOf(content.InnerContent);
        var choice = ServiceFacts.ChoiceOf(json);
        var message = ServiceFacts.MessageOf(choice);
        Reason = ServiceFacts.ReasonOf(content.Metadata, content.InnerContent, hasCalls: false) ?? Reason;
        Citations = CitationsOf(message) ?? Citations;
        var texts = content.Items.OfType<StreamingTextContent>().Select(item => item.Text);
        var thoughts = string.Concat(content.Items.OfType<StreamingReasoningContent>().Select(item => item.Text));
        var delta = new ChatDelta
        {
            Text = NonEmpty(string.Concat(texts)),
            Reasoning = thoughts.Length > 0 ? thoughts : ReasoningOf(message),
            Refusal = NonEmpty(message.Text("refusal")),
            LogProbabilities = choice?.ObjectAt("logprobs"),
        };
        if (delta.Text is not null || delta.Reasoning is not null || delta.Refusal is not null || delta.LogProbabilities is not null)
        {
            yield return new ChatChunk { Delta = delta };
        }

        foreach (var item in content.Items)
        {
            if (item is StreamingFunctionCallUpdateContent update)
            {
                HasCalls = true;
                yield return new ChatChunk { Delta = new ChatDelta { ToolCall = FragmentOf(update) } };
            }
            else if (item is not (StreamingTextContent or StreamingReasoningContent))
            {
                Leave(item);
            }
        }

        yield return new ChatChunk
        {
            Usage = UsageOf(content.Metadata, json, content.InnerContent),
            ResponseId = ServiceFacts.IdOf(content.Metadata) ?? NonEmpty(json?.Text("id")),
            Model = NonEmpty(json?.Text("model")) ?? content.ModelId,
            Raw = RawOf(json),
        };
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string? ReasoningOf(JsonElement message) => NonEmpty(message.Text("reasoning_content")) ?? NonEmpty(
        message.Member("reasoning") is { ValueKind: JsonValueKind.String } reasoning ? reasoning.GetString() : null);

    private static JsonElement? CitationsOf(JsonElement message) =>
        message.Member("annotations") is { ValueKind: JsonValueKind.Array } annotations && annotations.GetArrayLength() > 0 ? annotations : null;

    private static ToolCallDelta FragmentOf(StreamingFunctionCallUpdateContent update) =>
        new(update.FunctionCallIndex, NonEmpty(update.CallId), NonEmpty(update.Name), NonEmpty(update.Arguments));

    /// <summary>The arguments as the model wrote them, where the SDK has them: Semantic Kernel makes text of every value.</summary>
    private ToolCall CallOf(FunctionCallContent call)
    {
        var id = NonEmpty(call.Id) ?? $"call_{Guid.NewGuid():N}";
        if (call.InnerContent is ChatToolCall said)
        {
            return new ToolCall(id, said.FunctionName, said.FunctionArguments.ToString() is { Length: > 0 } json ? json : "{}");
        }

        if (call is { Exception: not null, Arguments: null })
        {
            throw calls.Invalid("has a tool call whose arguments are no JSON object");
        }

        var name = call.PluginName is { Length: > 0 } plugin ? $"{plugin}-{call.FunctionName}" : call.FunctionName;
        return new ToolCall(id, name, call.Arguments is { } arguments ? JsonSerializer.Serialize(arguments.ToDictionary()) : "{}");
    }

    private TokenUsage? UsageOf(IReadOnlyDictionary<string, object?>? metadata, JsonElement? json, object? inner) => json is { } answer
        ? answer.ObjectAt("usage") is { } usage ? ServiceUsage.Of(null, usage, call.OnWarning) : null
        : ServiceUsage.Of(metadata, inner, call.OnWarning);

    private JsonElement? RawOf(JsonElement? json)
    {
        HasRaw |= json is not null;
        return call.IncludeRaw ? json : null;
    }

    private void Leave(object part)
    {
        if (_left.Add(part.GetType().Name))
        {
            call.WarnOfUnread(part.GetType().Name);
        }
    }
}
