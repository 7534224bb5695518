using System.Text.Json;

namespace RawInference.Connectors.Tests;

/// <summary>JSON as it is compared: the same members in the same order, whatever the white space.</summary>
internal static class JsonText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void AssertSame(string expected, string actual) => Assert.Equal(Normalize(expected), Normalize(actual));

    public static JsonElement Element(string json) => JsonDocument.Parse(json).RootElement;

    private static string Normalize(string json) => JsonSerializer.Serialize(Element(json), Indented);
}
