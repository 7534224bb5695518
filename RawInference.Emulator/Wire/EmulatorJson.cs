using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RawInference.Emulator.Wire;

/// <summary>Writes JSON as the providers do: characters as they are, not as escapes.</summary>
internal static class EmulatorJson
{
    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Text(JsonNode node) => node.ToJsonString(Options);

    public static byte[] Bytes(JsonNode node) => Encoding.UTF8.GetBytes(Text(node));

    /// <summary>A copy of a request's value for an answer; an absent one is null.</summary>
    public static JsonNode? Node(JsonElement? element) => element is { } value ? JsonSerializer.SerializeToNode(value) : null;
}
