using System.Text.Json;

namespace RawInference.Emulator.Schemas;

/// <summary>Follows a reference within a schema: <c>#</c>, <c>#/$defs/name</c>.</summary>
internal static class SchemaReference
{
    public static JsonElement Follow(JsonElement root, string reference)
    {
        if (!reference.StartsWith('#'))
        {
            throw SchemaInstance.Unsupported($"'{reference}' leads out of it");
        }

        var element = root;
        foreach (var segment in reference[1..].Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Uri.UnescapeDataString(segment).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                throw SchemaInstance.Unsupported($"'{reference}' leads nowhere");
            }
        }

        return element;
    }
}
