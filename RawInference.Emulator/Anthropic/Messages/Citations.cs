using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RawInference.Emulator.Anthropic.Wire;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Anthropic.Messages;

/// <summary>Quotes the first sentence of each document that asks for citations, with the place where it stands.</summary>
internal static partial class Citations
{
    /// <summary>Blocks of text to end an answer with.</summary>
    public static IReadOnlyList<JsonObject> Of(JsonElement body)
    {
        var documents = body.Items("messages").SelectMany(ContentBlocks.Of).Where(block => block.Text("type") == "document");
        return [.. documents.Select((document, index) => Cite(document, index)).OfType<JsonObject>()];
    }

    private static JsonObject? Cite(JsonElement document, int index)
    {
        if (document.Member("citations")?.Flag("enabled") != true || Locate(document) is not { } citation)
        {
            return null;
        }

        citation["document_index"] = index;
        citation["document_title"] = document.Text("title");
        citation["file_id"] = null;
        return new JsonObject
        {
            ["type"] = "text",
            ["text"] = $" It says: {(string)citation["cited_text"]!}",
            ["citations"] = new JsonArray(citation),
        };
    }

    private static JsonObject? Locate(JsonElement document)
    {
        var source = document.Member("source")!.Value;
        if (source.Text("type") == "content")
        {
            return Quote(ContentBlocks.TextOf(ContentBlocks.Of(source).Take(1))) is not { } block ? null : new JsonObject
            {
                ["type"] = "content_block_location",
                ["cited_text"] = block,
                ["start_block_index"] = 0,
                ["end_block_index"] = 1,
            };
        }

        if (MediaSource.Attachment(document)?.Bytes is not { } bytes)
        {
            return null;
        }

        if (source.Text("type") == "text")
        {
            return Quote(Encoding.UTF8.GetString(bytes)) is not { } text ? null : new JsonObject
            {
                ["type"] = "char_location",
                ["cited_text"] = text,
                ["start_char_index"] = 0,
                ["end_char_index"] = text.Length,
            };
        }

        return Quote(ShownText().Match(Encoding.Latin1.GetString(bytes)).Groups["text"].Value) is not { } shown ? null : new JsonObject
        {
            ["type"] = "page_location",
            ["cited_text"] = shown,
            ["start_page_number"] = 1,
            ["end_page_number"] = 2,
        };
    }

    private static string? Quote(string text)
    {
        var end = text.IndexOf(". ", StringComparison.Ordinal);
        return text.Length == 0 ? null : end < 0 ? text : text[..(end + 1)];
    }

    /// <summary>The first text that an uncompressed page shows.</summary>
    [GeneratedRegex(@"\((?<text>[^()\\]+)\)\s*Tj", RegexOptions.None, 1000)]
    private static partial Regex ShownText();
}
