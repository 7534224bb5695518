using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>Reads the chunks of a streamed chat completion.</summary>
internal sealed class ChatStreamReader(ChatCall call, bool expectsDone) : IChatStreamReader
{
    private readonly Dictionary<int, Choice> _choices = [];
    private bool _introduced;

    public bool Ended { get; private set; }

    public bool EndsWith(ReadOnlySpan<byte> data)
    {
        if (!data.SequenceEqual("[DONE]"u8))
        {
            return false;
        }

        return Ended = true;
    }

    public IEnumerable<ChatChunk> Read(JsonElement frame)
    {
        var sources = ChatAnswer.SourcesOf(frame);
        foreach (var choice in frame.Items("choices"))
        {
            var index = choice.Integer("index") ?? 0;
            foreach (var delta in DeltasOf(choice, index))
            {
                yield return Introduce(frame, new ChatChunk { Delta = delta, Index = index });
            }

            if (choice.ObjectAt("delta") is { } message && ChatAnswer.CitationsOf(message, sources) is { } citations)
            {
                yield return new ChatChunk { Index = index, Citations = citations };
            }
        }

        if (OpenAIUsage.Read(frame, call.Options.OnWarning) is { } usage)
        {
            yield return Introduce(frame, new ChatChunk { Usage = usage });
        }
    }

    public string? Missing()
    {
        if (expectsDone && !Ended)
        {
            return "ended before its [DONE]";
        }

        if (_choices.Count < call.Count)
        {
            return $"has {_choices.Count} of the {call.Count} completions that were asked for";
        }

        return _choices.Values.All(choice => choice.Finished) ? null : "ended without a finish reason";
    }

    private ChatChunk Introduce(JsonElement frame, ChatChunk chunk)
    {
        if (_introduced)
        {
            return chunk;
        }

        _introduced = true;
        return chunk with { ResponseId = frame.Text("id"), Model = frame.Text("model") };
    }

    private IEnumerable<ChatDelta> DeltasOf(JsonElement frame, int index)
    {
        if (!_choices.TryGetValue(index, out var choice))
        {
            _choices[index] = choice = new Choice();
        }

        var message = frame.ObjectAt("delta") ?? default;
        var reason = frame.Text("finish_reason");
        var delta = new ChatDelta
        {
            Index = index,
            Text = NonEmpty(message.Text("content")),
            Reasoning = NonEmpty(ChatAnswer.ReasoningOf(message)),
            Refusal = NonEmpty(message.Text("refusal")),
            LogProbabilities = frame.ObjectAt("logprobs")?.Clone(),
        };

        if (delta.Text is not null || delta.Reasoning is not null || delta.Refusal is not null || delta.LogProbabilities is not null)
        {
            yield return delta;
        }

        foreach (var fragment in message.Items("tool_calls"))
        {
            yield return new ChatDelta { Index = index, ToolCall = choice.Read(fragment) };
        }

        if (reason is not null)
        {
            choice.Finished = true;
            yield return new ChatDelta { Index = index, FinishReason = ChatAnswer.FinishReasonOf(reason) };
        }
    }

    private static string? NonEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private sealed class Choice
    {
        private readonly HashSet<int> _calls = [];
        private int _last = -1;

        public bool Finished { get; set; }

        /// <summary>Servers that leave the index out send each call whole, with its id.</summary>
        public ToolCallDelta Read(JsonElement fragment)
        {
            var id = fragment.Text("id");
            _last = fragment.Integer("index") ?? (string.IsNullOrEmpty(id) ? Math.Max(_last, 0) : _last + 1);
            var function = fragment.ObjectAt("function") ?? default;
            var first = _calls.Add(_last);
            return new ToolCallDelta(
                _last,
                first ? fragment.RequiredText("id") : null,
                first ? function.RequiredText("name") : null,
                NonEmpty(function.Text("arguments")));
        }
    }
}
