using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;
using RawInference.Contract;
using RawInference.Core.Chat;

namespace RawInference.Connectors.Google.Chat;

/// <summary>One completion, as far as it has come: a whole answer has all of it at once, a stream in pieces.</summary>
internal sealed class GeminiCandidate(int index, UpstreamAccount account, ChatCall call)
{
    private readonly List<GeminiPiece> _pieces = [];
    private readonly GeminiSources _sources = new();
    private readonly HashSet<string> _unread = [];
    private int _calls;

    public bool Finished { get; private set; }

    public void Read(JsonElement candidate, List<ChatChunk> chunks)
    {
        foreach (var part in (candidate.ObjectAt("content") ?? default).Items("parts"))
        {
            ReadPart(part, chunks);
        }

        if (candidate.ObjectAt("logprobsResult") is { } probabilities)
        {
            Add(chunks, new ChatDelta { Index = index, LogProbabilities = probabilities.Clone() });
        }

        if (_sources.Read(candidate))
        {
            chunks.Add(new ChatChunk { Index = index, Citations = _sources.ToElement() });
        }

        if (_sources.HasSearched && _unread.Add("search"))
        {
            call.Options.OnWarning?.Invoke(GeminiSources.SearchNotice);
        }

        if (GeminiFinish.ReasonOf(candidate, account, _calls > 0) is { } reason)
        {
            Finished = true;
            chunks.Add(new ChatChunk
            {
                Delta = new ChatDelta { Index = index, FinishReason = reason },
                Index = index,
                ProviderState = GeminiState.Of(_pieces),
            });
        }
    }

    private void ReadPart(JsonElement part, List<ChatChunk> chunks)
    {
        var signature = part.Text("thoughtSignature") is { Length: > 0 } signed ? signed : null;
        if (part.ObjectAt("functionCall") is { } function)
        {
            ReadCall(function, signature, chunks);
        }
        else if (part.Text("text") is { } text)
        {
            ReadText(part, text, signature, chunks);
        }
        else if (part.ObjectAt("inlineData") is { } data)
        {
            var type = data.Text("mimeType") ?? "data";
            Notice(type, $"The answer also has {type}, for which a chat has no field; ask the model with task 'image' (or 'speech') for it, or read include_raw.");
        }
        else if (KindOf(part) is { } kind)
        {
            if (GeminiState.Keeps(part))
            {
                _pieces.Add(GeminiPiece.Of(JsonUnicode.Repair(part).Clone()));
            }

            Notice(kind, $"The answer also has '{kind}', for which there is no field; include_raw shows it.");
        }
        else if (signature is not null)
        {
            AddText(0, signature);
        }
    }

    private void ReadCall(JsonElement function, string? signature, List<ChatChunk> chunks)
    {
        var id = function.Text("id") is { Length: > 0 } given ? given : GeminiCallIds.Create();
        var arguments = function.ObjectAt("args")?.GetRawText() ?? "{}";
        _pieces.Add(GeminiPiece.OfCall(id, signature));
        Add(chunks, new ChatDelta { Index = index, ToolCall = new ToolCallDelta(_calls++, id, function.RequiredText("name"), arguments) });
    }

    private void ReadText(JsonElement part, string text, string? signature, List<ChatChunk> chunks)
    {
        if (part.Member("thought") is { ValueKind: JsonValueKind.True })
        {
            if (signature is not null)
            {
                _pieces.Add(GeminiPiece.Of(JsonUnicode.Repair(part).Clone()));
            }

            if (text.Length > 0)
            {
                Add(chunks, new ChatDelta { Index = index, Reasoning = text });
            }

            return;
        }

        AddText(text.Length, signature);
        if (text.Length > 0)
        {
            Add(chunks, new ChatDelta { Index = index, Text = text });
        }
    }

    /// <summary>Unsigned text goes on; text that is signed is a part of its own.</summary>
    private void AddText(int length, string? signature)
    {
        if (signature is null && length == 0)
        {
            return;
        }

        if (signature is null && _pieces is [.., { CallId: null, Whole: null, Signature: null } last])
        {
            _pieces[^1] = GeminiPiece.OfText(last.Length + length, null);
            return;
        }

        _pieces.Add(GeminiPiece.OfText(length, signature));
    }

    private void Add(List<ChatChunk> chunks, ChatDelta delta) => chunks.Add(new ChatChunk { Delta = delta, Index = index });

    private void Notice(string about, string message)
    {
        if (_unread.Add(about))
        {
            call.Warn(WarningCodes.ProviderNotice, null, message);
        }
    }

    private static string? KindOf(JsonElement part) => part.ValueKind != JsonValueKind.Object
        ? null
        : part.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => name is not ("thought" or "thoughtSignature" or "videoMetadata" or "partMetadata"));
}
