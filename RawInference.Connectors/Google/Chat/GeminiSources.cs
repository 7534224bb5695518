using System.Text.Json;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// What a completion rests on, as one list of what Google writes: grounding chunks (first, because supports name them by their places),
/// the supports, which say what rests on which, pages that were read, and citations. A stream repeats all but the citations as they
/// grow, and tells each citation once.
/// </summary>
internal sealed class GeminiSources
{
    private readonly List<JsonElement> _citations = [];
    private JsonElement[] _chunks = [];
    private JsonElement[] _supports = [];
    private JsonElement[] _pages = [];

    /// <summary>For an answer that Google has searched for.</summary>
    public static InferenceWarning SearchNotice { get; } = new(
        WarningCodes.ProviderNotice,
        null,
        "The answer rests on searches, which Google bills one by one: cost_usd does not have them. Google asks to show its suggestions (searchEntryPoint), which include_raw has.");

    /// <summary>Google has searched for the answer, on the web, on its maps or for images.</summary>
    public bool HasSearched { get; private set; }

    /// <summary>Whether there is something new.</summary>
    public bool Read(JsonElement candidate)
    {
        var grounding = candidate.ObjectAt("groundingMetadata") ?? default;
        var chunks = Clones(grounding.Items("groundingChunks"));
        var supports = Clones(grounding.Items("groundingSupports"));
        var pages = Clones((candidate.ObjectAt("urlContextMetadata") ?? default).Items("urlMetadata"));
        var cited = candidate.ObjectAt("citationMetadata") ?? default;
        // The second name is the one on Vertex AI.
        JsonElement[] citations = [.. Clones(cited.Items("citationSources")), .. Clones(cited.Items("citations"))];
        HasSearched |= chunks.Length > 0 || grounding.Items("webSearchQueries").Any() || grounding.Items("imageSearchQueries").Any();
        _chunks = chunks.Length > 0 ? chunks : _chunks;
        _supports = supports.Length > 0 ? supports : _supports;
        _pages = pages.Length > 0 ? pages : _pages;
        _citations.AddRange(citations);
        return chunks.Length + supports.Length + pages.Length + citations.Length > 0;
    }

    public JsonElement ToElement() => AnswerJson.ListOf([.. _chunks, .. _supports, .. _pages, .. _citations]);

    private static JsonElement[] Clones(JsonElement.ArrayEnumerator items) => [.. items.Select(item => item.Clone())];
}
