using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Google.Generate;

/// <summary>One answer in its two forms: whole, or as the deltas of a stream.</summary>
internal sealed class Candidate
{
    private readonly WireCall _call;
    private readonly Answer _answer;
    private readonly int _index;
    private readonly string? _thoughts;
    private readonly OutputMedia? _media;
    private readonly string _text;

    public Candidate(WireCall call, Question question, Answer answer, int index)
    {
        (_call, _answer, _index) = (call, answer, index);
        var config = call.Body.Member("generationConfig");
        _text = config?.Text("responseMimeType") == "text/x.enum" ? (answer.Text ?? "").Trim('"') : answer.Text ?? "";
        _thoughts = answer.ReasoningTokens > 0 ? Thinking.Summary(call, question.Prompt) : null;
        if (answer.End == AnswerEnd.ContentFilter && call.Model.Has("image"))
        {
            _text = "";
        }
        else if (answer.End is AnswerEnd.Stop)
        {
            _media = OutputMedia.Of(call, question);
            _text = _media is { WithText: false } ? "" : _text;
        }
    }

    public IReadOnlyDictionary<string, int> MediaTokens =>
        _media is null ? new Dictionary<string, int>() : new Dictionary<string, int> { [_media.Modality] = _media.Tokens };

    public int ThoughtTokens => _answer.ReasoningTokens;

    public int TextTokens => _media is { WithText: false } ? 0 : _answer.CompletionTokens - _answer.ReasoningTokens;

    public int Tokens => TextTokens + (_media?.Tokens ?? 0);

    public JsonNode Whole()
    {
        var parts = new JsonArray();
        if (_thoughts is not null)
        {
            parts.Add(ThoughtPart(_thoughts));
        }

        if (_text.Length > 0)
        {
            parts.Add(Signed(new JsonObject { ["text"] = _text }, sign: Signs && _answer.Calls.Count == 0 && _media is null));
        }

        foreach (var part in CallParts().Concat(MediaParts()))
        {
            parts.Add(part);
        }

        return Finished(Content(parts));
    }

    /// <summary>Each delta with the tokens that it brings; the last has the reason for the end.</summary>
    public IEnumerable<(JsonNode Delta, int Tokens)> Deltas()
    {
        if (_thoughts is not null)
        {
            yield return (Delta(ThoughtPart(_thoughts)), 0);
        }

        var (length, counted) = (0, 0);
        foreach (var piece in TextPieces.Of(_text))
        {
            length += piece.Length;
            var before = counted;
            counted = TokenCount.Of(_text[..length]);
            yield return (Delta(new JsonObject { ["text"] = piece }), counted - before);
        }

        foreach (var part in CallParts().Concat(MediaParts()))
        {
            yield return (Delta(part), 0);
        }

        var closing = Signed(new JsonObject { ["text"] = "" }, sign: Signs && _answer.Calls.Count == 0 && _media is null);
        yield return (Finished(Content(new JsonArray(closing))), Tokens - counted);
    }

    /// <summary>Only the first of parallel calls is signed.</summary>
    private IEnumerable<JsonObject> CallParts()
    {
        for (var index = 0; index < _answer.Calls.Count; index++)
        {
            var call = _answer.Calls[index];
            var function = new JsonObject { ["name"] = call.Name, ["args"] = JsonNode.Parse(call.Arguments) };
            if (_call.Model.Has("call-ids"))
            {
                function["id"] = call.Id["call_".Length..];
            }

            yield return Signed(new JsonObject { ["functionCall"] = function }, sign: index == 0 && (Signs || _answer.ReasoningTokens > 0));
        }
    }

    private IEnumerable<JsonObject> MediaParts() => _media is null ? [] :
    [
        Signed(
            new JsonObject { ["inlineData"] = new JsonObject { ["mimeType"] = _media.MimeType, ["data"] = Convert.ToBase64String(_media.Bytes) } },
            Signs),
    ];

    private bool Signs => _call.Model.Has("signatures");

    private JsonObject Signed(JsonObject part, bool sign)
    {
        if (sign)
        {
            part["thoughtSignature"] = ThoughtSignature.Create($"{_call.Model.Id}:{_text}:{_index}");
        }

        return part;
    }

    private static JsonObject ThoughtPart(string thoughts) => new() { ["text"] = thoughts, ["thought"] = true };

    /// <summary>An answer whose thoughts used up all tokens has no parts at all.</summary>
    private static JsonObject Content(JsonArray parts) =>
        parts.Count == 0 ? new JsonObject { ["role"] = "model" } : new JsonObject { ["parts"] = parts, ["role"] = "model" };

    private JsonObject Delta(JsonNode part) => new() { ["content"] = Content(new JsonArray(part)), ["index"] = _index };

    private JsonObject Finished(JsonObject content)
    {
        var filtered = _answer.End == AnswerEnd.ContentFilter;
        var candidate = new JsonObject
        {
            ["content"] = filtered && _call.Model.Has("image") ? new JsonObject() : content,
            ["finishReason"] = _answer.End switch
            {
                AnswerEnd.Length => "MAX_TOKENS",
                AnswerEnd.ContentFilter => _call.Model.Has("image") ? "IMAGE_SAFETY" : "SAFETY",
                _ => "STOP",
            },
            ["index"] = _index,
        };
        if (filtered)
        {
            candidate["safetyRatings"] = new JsonArray(new JsonObject
            {
                ["category"] = "HARM_CATEGORY_DANGEROUS_CONTENT",
                ["probability"] = "HIGH",
                ["blocked"] = true,
            });
        }

        if (_call.Body.Member("generationConfig")?.Flag("responseLogprobs") == true)
        {
            var (average, result) = LogprobsResult.Of(_text, _call.Body.Member("generationConfig")?.Integer("logprobs") ?? 0);
            (candidate["avgLogprobs"], candidate["logprobsResult"]) = (average, result);
        }

        return candidate;
    }
}
