using System.Text.Json;
using System.Text.Json.Nodes;
using RawInference.Emulator.Answers;
using RawInference.Emulator.Media;
using RawInference.Emulator.Refusals;

namespace RawInference.Emulator.Google.Generate;

/// <summary>
/// The tokens of a prompt by modality: text by the emulator's own estimate (<see cref="TokenCount"/>), media by the provider's rates
/// (https://ai.google.dev/gemini-api/docs/tokens).
/// </summary>
internal sealed record PromptTokens(IReadOnlyDictionary<string, int> ByModality)
{
    private const int PerImage = 258;
    private const int PerPage = 258;
    private const int AudioPerSecond = 32;
    private const int VideoPerSecond = 263;

    public int Total => ByModality.Values.Sum();

    public static PromptTokens Of(Question question)
    {
        var text = question.Turns.Sum(turn => TokenCount.Of(turn.Text))
            + question.Turns.SelectMany(turn => turn.Calls).Sum(call => TokenCount.Of(call.Name) + TokenCount.Of(call.Arguments))
            + question.Tools.Sum(tool => TokenCount.Of(tool.Name) + TokenCount.Of(tool.Parameters?.GetRawText()))
            + TokenCount.Of(question.Schema?.GetRawText());
        return Of(text, question.Turns.SelectMany(turn => turn.Attachments));
    }

    /// <summary>For a request that is not admitted yet: its texts alone, cheap and without a look at its media.</summary>
    public static PromptTokens OfRequest(JsonElement body) => Of(
        JsonPaths.Find(body, "contents[*].parts[*].text")
            .Concat(JsonPaths.Find(body, "systemInstruction.parts[*].text"))
            .Where(found => found.Element.ValueKind == JsonValueKind.String)
            .Sum(found => TokenCount.Of(found.Element.GetString())),
        []);

    public static PromptTokens Of(int text, IEnumerable<Attachment> attachments)
    {
        var counts = new Dictionary<string, int>();
        foreach (var (modality, tokens) in attachments.Select(Media).Prepend(("TEXT", text)).Where(each => each.Item2 > 0))
        {
            counts[modality] = counts.GetValueOrDefault(modality) + tokens;
        }

        return new PromptTokens(counts);
    }

    public JsonArray Details() => new([.. ByModality.Select(pair => Detail(pair.Key, pair.Value))]);

    public static JsonNode Detail(string modality, int tokens) => new JsonObject { ["modality"] = modality, ["tokenCount"] = tokens };

    private static (string Modality, int Tokens) Media(Attachment attachment) => attachment switch
    {
        { Kind: AttachmentKind.Image } => ("IMAGE", PerImage),
        { Kind: AttachmentKind.Audio } => ("AUDIO", (int)Math.Ceiling(AttachmentText.Seconds(attachment.Bytes ?? []) * AudioPerSecond)),
        { Bytes: { } bytes } when VideoHeader.Read(bytes) is { } video => ("VIDEO", (int)Math.Ceiling(video.Seconds * VideoPerSecond)),
        _ => ("DOCUMENT", PerPage),
    };
}
