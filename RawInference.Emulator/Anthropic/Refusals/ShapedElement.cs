using System.Text.Json;

namespace RawInference.Emulator.Anthropic.Refusals;

/// <summary>An object within a request, with the place that the provider names in its errors and its shape in <c>Parameters.json</c>.</summary>
internal sealed record ShapedElement(string Path, JsonElement Element, string Shape)
{
    public string PathOf(string member) => Path.Length == 0 ? member : $"{Path}.{member}";
}
