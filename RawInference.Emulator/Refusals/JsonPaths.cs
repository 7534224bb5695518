using System.Text.Json;

namespace RawInference.Emulator.Refusals;

/// <summary>Follows a path such as <c>messages[*].content[*].type</c>; null and absent values are not found.</summary>
internal static class JsonPaths
{
    public static IEnumerable<(string Path, JsonElement Element)> Find(JsonElement root, string path)
    {
        IEnumerable<(string Path, JsonElement Element)> found = [("", root)];
        foreach (var segment in path.Split('.'))
        {
            var list = segment.EndsWith("[*]", StringComparison.Ordinal);
            var name = list ? segment[..^3] : segment;
            found = found.SelectMany(each => Step(each.Path, each.Element, name, list));
        }

        return found;
    }

    private static IEnumerable<(string Path, JsonElement Element)> Step(string path, JsonElement element, string name, bool list)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        var below = path.Length == 0 ? name : $"{path}.{name}";
        return !list ? [(below, value)]
            : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().Select((item, index) => ($"{below}[{index}]", item))
            : [];
    }
}
