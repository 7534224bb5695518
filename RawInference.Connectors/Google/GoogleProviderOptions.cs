using System.Collections.Frozen;

namespace RawInference.Connectors.Google;

/// <summary>Which fields a caller may add to a body.</summary>
internal static class GoogleProviderOptions
{
    private static readonly FrozenSet<string> Known = new[] { "generationConfig", "safetySettings", "tools", "toolConfig", "labels" }.ToFrozenSet();

    public static bool Allows(string name) => Known.Contains(name);
}
