using System.Text;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>Reads a whole message.</summary>
internal static class MessagesAnswer
{
    /// <summary>Between what two blocks show of the reasoning.</summary>
    public const string Separator = "\n\n";

    public static ChatResult Read(JsonElement answer, ChatCall call) => new()
    {
        Output = OutputOf(answer, call),
        Usage = AnthropicUsage.Read(answer.Member("usage"), earlier: null, call.Options.OnWarning),
        ResponseId = answer.Text("id"),
        Model = answer.Text("model"),
    };

    /// <summary>Why a message ended, in the contract's words; the provider's own where there is none (<c>pause_turn</c>).</summary>
    public static string FinishReasonOf(string reason) => reason switch
    {
        "end_turn" or "stop_sequence" => FinishReason.Stop,
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.ContentFilter,
        _ => reason,
    };

    /// <summary>What the provider says to a refusal, or at least of which kind it is; null where it says nothing.</summary>
    public static string? RefusalOf(JsonElement message) =>
        message.ObjectAt("stop_details") is { } details ? details.Text("explanation") ?? details.Text("category") : null;

    public static void WarnOfUnread(ChatCall call, string what) =>
        call.Warn(WarningCodes.ProviderNotice, null, $"The answer also has '{what}', for which there is no field; include_raw shows it.");

    private static ChatOutput OutputOf(JsonElement answer, ChatCall call)
    {
        if (answer.Member("content") is null)
        {
            throw AnswerJson.Invalid("content", "is missing");
        }

        var text = new StringBuilder();
        var reasoning = new List<string>();
        var calls = new List<ToolCall>();
        var citations = new List<JsonElement>();
        var unread = new HashSet<string>();
        var state = new MessagesState();
        foreach (var block in answer.Items("content"))
        {
            switch (block.RequiredText("type"))
            {
                case "text":
                    var piece = block.RequiredText("text");
                    text.Append(piece);
                    state.AddText(piece.Length);
                    citations.AddRange(block.Items("citations"));
                    break;
                case "tool_use":
                    var id = block.RequiredText("id");
                    calls.Add(new ToolCall(id, block.RequiredText("name"), block.ObjectAt("input")?.GetRawText() ?? "{}"));
                    state.AddCall(id);
                    break;
                case "thinking":
                    reasoning.Add(block.Text("thinking") ?? "");
                    state.AddBlock(block);
                    break;
                case "redacted_thinking":
                    state.AddBlock(block);
                    break;
                case var other:
                    unread.Add(other);
                    state.AddBlock(block);
                    break;
            }
        }

        foreach (var type in unread)
        {
            WarnOfUnread(call, type);
        }

        reasoning.RemoveAll(string.IsNullOrEmpty);
        return new ChatOutput
        {
            Text = text.ToString(),
            Reasoning = reasoning.Count == 0 ? null : string.Join(Separator, reasoning),
            Refusal = RefusalOf(answer),
            ToolCalls = calls,
            Citations = citations.Count == 0 ? null : AnswerJson.ListOf(citations),
            ProviderState = state.ToElement(),
            FinishReason = FinishReasonOf(answer.RequiredText("stop_reason")),
        };
    }
}
