using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>One of a stream's completions, as far as it has come.</summary>
internal sealed class StreamedChoice(int index, string? reasoningState)
{
    private readonly ReasoningState? _state = reasoningState is null ? null : new(reasoningState, inPieces: true);
    private readonly List<string> _ids = [];

    /// <summary>The index on the wire to the last call that used it: some servers give every call the same.</summary>
    private readonly Dictionary<int, int> _calls = [];
    private bool _warned;

    public bool Finished { get; private set; }

    public void Read(JsonElement choice, JsonElement message, ChatCall call, List<ChatChunk> chunks)
    {
        var content = MessageContent.Of(message);
        _state?.Add(message);
        var delta = new ChatDelta
        {
            Index = index,
            Text = content.Text,
            Reasoning = content.Reasoning,
            Refusal = NonEmpty(message.Text("refusal")),
            LogProbabilities = choice.ObjectAt("logprobs")?.Clone(),
        };
        if (delta.Text is not null || delta.Reasoning is not null || delta.Refusal is not null || delta.LogProbabilities is not null)
        {
            chunks.Add(new ChatChunk { Delta = delta, Index = index });
        }

        if (content.Unread is { } unread && !_warned)
        {
            _warned = true;
            MessageContent.WarnOfUnread(call, unread);
        }

        foreach (var fragment in message.Items("tool_calls"))
        {
            chunks.Add(new ChatChunk { Delta = new ChatDelta { Index = index, ToolCall = CallOf(fragment) }, Index = index });
        }

        if (NonEmpty(choice.Text("finish_reason")) is { } reason)
        {
            Finished = true;
            if (_state?.ToElement() is { } state)
            {
                chunks.Add(new ChatChunk { ProviderState = state, Index = index });
            }

            var told = ChatAnswer.FinishReasonOf(reason, _ids.Count > 0);
            chunks.Add(new ChatChunk { Delta = new ChatDelta { Index = index, FinishReason = told }, Index = index });
        }
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>A fragment belongs to the call of its id, else to the one of its index, else to the last one.</summary>
    private ToolCallDelta CallOf(JsonElement fragment)
    {
        var id = NonEmpty(fragment.Text("id"));
        var place = fragment.Integer("index");
        var function = fragment.ObjectAt("function") ?? default;
        var arguments = NonEmpty(ToolWords.ArgumentsOf(function));
        if (Find(id, place, NonEmpty(function.Text("name")) is not null) is { } known)
        {
            return new ToolCallDelta(known, null, null, arguments);
        }

        var number = _ids.Count;
        _calls[place ?? number] = number;
        _ids.Add(id ?? ToolWords.NewId());
        return new ToolCallDelta(number, _ids[number], function.RequiredText("name"), arguments);
    }

    private int? Find(string? id, int? place, bool named)
    {
        var byPlace = place is { } wire && _calls.TryGetValue(wire, out var found) ? found : (int?)null;
        if (id is null)
        {
            return place is not null ? byPlace : named || _ids.Count == 0 ? null : _ids.Count - 1;
        }

        return _ids.IndexOf(id) is >= 0 and var same ? same : null;
    }
}
