using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace RawInference.Core.Providers;

/// <summary>
/// Reads a section of the configuration as the JSON that it was written as. The configuration keeps only strings,
/// so a value that reads as a number or as true and false is one.
/// </summary>
internal static partial class ConfigurationJson
{
    public static JsonElement? Read(IConfigurationSection section) =>
        section.Exists() ? JsonSerializer.SerializeToElement(Node(section)) : null;

    private static JsonNode? Node(IConfigurationSection section)
    {
        var children = section.GetChildren().ToArray();
        if (children.Length == 0)
        {
            return Value(section.Value);
        }

        return Array.TrueForAll(children, child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? new JsonArray([.. children.OrderBy(child => int.Parse(child.Key, CultureInfo.InvariantCulture)).Select(Node)])
            : new JsonObject(children.Select(child => KeyValuePair.Create(child.Key, Node(child))));
    }

    private static JsonNode? Value(string? text) => text switch
    {
        null => null,
        "true" or "True" => JsonValue.Create(true),
        "false" or "False" => JsonValue.Create(false),
        _ when Number.IsMatch(text) => JsonNode.Parse(text),
        _ => JsonValue.Create(text),
    };

    /// <summary>JSON's own grammar: <c>007</c> and <c>+5</c> were never numbers.</summary>
    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Number { get; }
}
