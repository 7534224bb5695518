using System.Text.Json;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Chat;

/// <summary>
/// What a completion rests on, as one list of what Google writes: grounding chunks, pages that were read, and citations. A stream repeats
/// the first two as they grow, and tells each citation once.
/// </summary>
internal sealed class GeminiSources
{
    private readonly List<JsonElement> _citations = [];
    private JsonElement[] _chunks = [];
    private JsonElement[] _pages = [];

    /// <summary>Google has searched for the answer.</summary>
    public bool HasSearched { get; private set; }

    /// <summary>Whether there is something new.</summary>
    public bool Read(JsonElement candidate)
    {
        var grounding = candidate.ObjectAt("groundingMetadata") ?? default;
        var chunks = Clones(grounding.Items("groundingChunks"));
        var pages = Clones((candidate.ObjectAt("urlContextMetadata") ?? default).Items("urlMetadata"));
        var cited = candidate.ObjectAt("citationMetadata") ?? default;
        // The second name is the one on Vertex AI.
        JsonElement[] citations = [.. Clones(cited.Items("citationSources")), .. Clones(cited.Items("citations"))];
        HasSearched |= grounding.Items("webSearchQueries").Any();
        _chunks = chunks.Length > 0 ? chunks : _chunks;
        _pages = pages.Length > 0 ? pages : _pages;
        _citations.AddRange(citations);
        return chunks.Length + pages.Length + citations.Length > 0;
    }

    public JsonElement ToElement() => AnswerJson.ListOf([.. _chunks, .. _pages, .. _citations]);

    private static JsonElement[] Clones(JsonElement.ArrayEnumerator items) => [.. items.Select(item => item.Clone())];
}
