using System.Text.Json;
using RawInference.Connectors.Wire;
using RawInference.Core.Chat;

namespace RawInference.Connectors.OpenAI.Chat;

/// <summary>Reads the chunks of a streamed chat completion.</summary>
internal sealed class ChatStreamReader(UpstreamAccount account, ChatCall call, OpenAIQuirks quirks) : IChatStreamReader
{
    private readonly Dictionary<int, StreamedChoice> _choices = [];
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

    public void Read(JsonElement frame, List<ChatChunk> chunks)
    {
        var sources = ChatAnswer.SourcesOf(frame);
        foreach (var item in frame.Items("choices"))
        {
            ChatAnswer.ThrowIfFailed(item, account);
            var index = item.Integer("index") ?? 0;
            if (!_choices.TryGetValue(index, out var choice))
            {
                _choices[index] = choice = new StreamedChoice(index, quirks.ReasoningState);
            }

            var message = item.ObjectAt("delta") ?? default;
            choice.Read(item, message, call, chunks);
            if (ChatAnswer.CitationsOf(message, sources) is { } citations)
            {
                chunks.Add(new ChatChunk { Index = index, Citations = citations });
            }
        }

        if (OpenAIUsage.ReadChunk(frame, call.Options.OnWarning) is { } usage)
        {
            chunks.Add(new ChatChunk { Usage = usage });
        }

        if (!_introduced && chunks.Count > 0)
        {
            _introduced = true;
            chunks[0] = chunks[0] with { ResponseId = frame.Text("id"), Model = frame.Text("model") };
        }
    }

    public string? Missing()
    {
        if (quirks.StreamDone && !Ended)
        {
            return "ended before its [DONE]";
        }

        if (_choices.Count < call.Count)
        {
            return $"has {_choices.Count} of the {call.Count} completions that were asked for";
        }

        return _choices.Values.All(choice => choice.Finished) ? null : "ended without a finish reason";
    }
}
