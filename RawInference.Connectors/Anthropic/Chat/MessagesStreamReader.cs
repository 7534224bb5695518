using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>Reads the events of a streamed message. An <c>error</c> event never comes here: it is told from any answer by its member.</summary>
internal sealed class MessagesStreamReader(ChatCall call) : IChatStreamReader
{
    private readonly SortedDictionary<int, StreamedBlock> _blocks = [];
    private readonly List<JsonElement> _citations = [];
    private readonly HashSet<string> _unread = [];
    private JsonElement? _firstUsage;
    private int _calls;
    private bool _hasReasoning;
    private bool _finished;

    public bool Ended { get; private set; }

    public bool EndsWith(ReadOnlySpan<byte> data) => false;

    public void Read(JsonElement frame, List<ChatChunk> chunks)
    {
        switch (frame.RequiredText("type"))
        {
            case "message_start":
                Begin(frame.ObjectAt("message") ?? throw AnswerJson.Invalid("message", "is missing"), chunks);
                break;
            case "content_block_start":
                BeginBlock(frame, chunks);
                break;
            case "content_block_delta":
                ReadDelta(BlockOf(frame), frame.ObjectAt("delta") ?? throw AnswerJson.Invalid("delta", "is missing"), chunks);
                break;
            case "content_block_stop":
                EndBlock(BlockOf(frame), chunks);
                break;
            case "message_delta":
                Finish(frame, chunks);
                break;
            case "message_stop":
                Ended = true;
                break;
            default:
                // A ping, or an event that is not there yet: the provider says that new ones are to be expected.
                break;
        }
    }

    public string? Missing() => !Ended ? "ended before its message_stop" : _finished ? null : "ended without a stop reason";

    private static int IndexOf(JsonElement frame) => frame.Integer("index") ?? throw AnswerJson.Invalid("index", "is missing");

    private static ChatChunk Of(ChatDelta delta) => new() { Delta = delta };

    private void Begin(JsonElement message, List<ChatChunk> chunks)
    {
        _firstUsage = message.ObjectAt("usage")?.Clone();
        chunks.Add(new ChatChunk { ResponseId = message.Text("id"), Model = message.Text("model") });
    }

    private StreamedBlock BlockOf(JsonElement frame) =>
        _blocks.TryGetValue(IndexOf(frame), out var block) ? block : throw AnswerJson.Invalid("index", "names a block that has not begun");

    private void BeginBlock(JsonElement frame, List<ChatChunk> chunks)
    {
        var start = frame.ObjectAt("content_block")?.Clone() ?? throw AnswerJson.Invalid("content_block", "is missing");
        var block = new StreamedBlock(start, _calls);
        if (!_blocks.TryAdd(IndexOf(frame), block))
        {
            throw AnswerJson.Invalid("index", "names two blocks");
        }

        switch (block.Type)
        {
            case "text":
                AddText(block, start.Text("text"), chunks);
                _citations.AddRange(start.Items("citations"));
                break;
            case "tool_use":
                _calls++;
                chunks.Add(Of(new ChatDelta { ToolCall = new ToolCallDelta(block.CallIndex, start.RequiredText("id"), start.RequiredText("name"), null) }));
                break;
            case "thinking":
                Show(block, start.Text("thinking"), chunks);
                break;
            case "redacted_thinking":
                break;
            default:
                WarnOfUnread(block.Type);
                break;
        }
    }

    private void ReadDelta(StreamedBlock block, JsonElement delta, List<ChatChunk> chunks)
    {
        switch (delta.RequiredText("type"))
        {
            case "text_delta":
                AddText(block, delta.RequiredText("text"), chunks);
                break;
            case "thinking_delta":
                Show(block, delta.RequiredText("thinking"), chunks);
                break;
            case "signature_delta":
                block.AddSignature(delta.RequiredText("signature"));
                break;
            case "input_json_delta":
                AddInput(block, delta.RequiredText("partial_json"), chunks);
                break;
            case "citations_delta":
                _citations.Add((delta.ObjectAt("citation") ?? throw AnswerJson.Invalid("citation", "is missing")).Clone());
                break;
            case var other:
                WarnOfUnread(other);
                break;
        }
    }

    private static void AddText(StreamedBlock block, string? text, List<ChatChunk> chunks)
    {
        if (!string.IsNullOrEmpty(text))
        {
            block.AddText(text);
            chunks.Add(Of(new ChatDelta { Text = text }));
        }
    }

    private void Show(StreamedBlock block, string? thinking, List<ChatChunk> chunks)
    {
        if (string.IsNullOrEmpty(thinking))
        {
            return;
        }

        var separator = _hasReasoning && !block.HasThinking ? MessagesAnswer.Separator : "";
        _hasReasoning = true;
        block.AddThinking(thinking);
        chunks.Add(Of(new ChatDelta { Reasoning = separator + thinking }));
    }

    private static void AddInput(StreamedBlock block, string json, List<ChatChunk> chunks)
    {
        if (json.Length == 0)
        {
            return;
        }

        block.AddInput(json);
        if (block.Type == "tool_use")
        {
            chunks.Add(Of(new ChatDelta { ToolCall = new ToolCallDelta(block.CallIndex, null, null, json) }));
        }
    }

    /// <summary>A call without arguments has no pieces of them, or an empty one.</summary>
    private static void EndBlock(StreamedBlock block, List<ChatChunk> chunks)
    {
        if (block is { Type: "tool_use", HasInput: false })
        {
            AddInput(block, block.InitialInput, chunks);
        }
    }

    private void Finish(JsonElement frame, List<ChatChunk> chunks)
    {
        // The counts are of the whole message so far, and those that do not change any more may be left out.
        var usage = AnthropicUsage.Read(frame.Member("usage"), _firstUsage, call.Options.OnWarning);
        var delta = frame.ObjectAt("delta") ?? default;
        if (delta.Text("stop_reason") is not { } reason)
        {
            chunks.Add(new ChatChunk { Usage = usage });
            return;
        }

        _finished = true;
        var state = new MessagesState();
        foreach (var block in _blocks.Values)
        {
            block.AddTo(state);
        }

        chunks.Add(new ChatChunk
        {
            Delta = new ChatDelta { Refusal = MessagesAnswer.RefusalOf(delta), FinishReason = MessagesAnswer.FinishReasonOf(reason) },
            Usage = usage,
            ProviderState = state.ToElement(),
            Citations = _citations.Count == 0 ? null : AnswerJson.ListOf(_citations),
        });
    }

    private void WarnOfUnread(string what)
    {
        if (_unread.Add(what))
        {
            MessagesAnswer.WarnOfUnread(call, what);
        }
    }
}
