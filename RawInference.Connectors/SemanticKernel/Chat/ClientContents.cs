using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Usage;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>Reads the contents of a client's answer, whole or as they come.</summary>
internal sealed class ClientContents(CallSettings call, KernelCalls calls)
{
    private readonly JsonArray _citations = [];
    private readonly HashSet<string> _left = [];
    private int _calls;

    public bool HasCalls => _calls > 0;

    public TokenUsage? Usage { get; private set; }

    /// <summary>The sources so far; null without any.</summary>
    public JsonElement? Citations => _citations.Count == 0 ? null : JsonSerializer.SerializeToElement(_citations);

    /// <summary>The deltas that the contents are, a tool call in one piece each.</summary>
    public IEnumerable<ChatDelta> Read(IEnumerable<AIContent> contents)
    {
        foreach (var content in contents)
        {
            foreach (var annotation in (content ?? throw calls.Invalid("has a content that is nothing")).Annotations ?? [])
            {
                Add(annotation);
            }

            switch (content)
            {
                case TextReasoningContent reasoning:
                    if (!string.IsNullOrEmpty(reasoning.Text))
                    {
                        yield return new ChatDelta { Reasoning = reasoning.Text };
                    }

                    if (!string.IsNullOrEmpty(reasoning.ProtectedData))
                    {
                        // A provider that wants it back with the next turn will miss it.
                        Leave($"{nameof(TextReasoningContent)}.{nameof(TextReasoningContent.ProtectedData)}");
                    }

                    break;
                case TextContent text:
                    if (!string.IsNullOrEmpty(text.Text))
                    {
                        yield return new ChatDelta { Text = text.Text };
                    }

                    break;
                case FunctionCallContent { InformationalOnly: false } function:
                    yield return new ChatDelta { ToolCall = new ToolCallDelta(_calls++, IdOf(function), function.Name, ArgumentsOf(function)) };
                    break;
                case UsageContent usage:
                    Usage = ServiceUsage.Of(usage.Details, isEmbedding: false, call.OnWarning) ?? Usage;
                    break;
                case ErrorContent { ErrorCode: "Refusal" } refusal:
                    yield return new ChatDelta { Refusal = refusal.Message };
                    break;
                case ErrorContent error:
                    throw calls.Failed(error.ErrorCode, error.Message);
                default:
                    Leave(content.GetType().Name);
                    break;
            }
        }
    }

    private static string IdOf(FunctionCallContent function) => function.CallId is { Length: > 0 } id ? id : $"call_{Guid.NewGuid():N}";

    private string ArgumentsOf(FunctionCallContent function) => function switch
    {
        { Arguments: { } arguments } => JsonSerializer.Serialize(arguments),
        { Exception: not null } => throw calls.Invalid("has a tool call whose arguments are no JSON object"),
        _ => "{}",
    };

    private void Leave(string part)
    {
        if (_left.Add(part))
        {
            call.WarnOfUnread(part);
        }
    }

    private void Add(AIAnnotation annotation)
    {
        if (annotation is not CitationAnnotation citation)
        {
            Leave(annotation.GetType().Name);
            return;
        }

        var source = new JsonObject();
        foreach (var (name, value) in new[]
        {
            ("title", citation.Title), ("url", citation.Url?.OriginalString), ("file_id", citation.FileId), ("tool", citation.ToolName), ("snippet", citation.Snippet),
        })
        {
            if (value is not null)
            {
                source[name] = value;
            }
        }

        _citations.Add((JsonNode)source);
    }
}
