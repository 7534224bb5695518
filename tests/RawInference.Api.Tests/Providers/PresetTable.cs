using System.Text;

namespace RawInference.Api.Tests.Providers;

/// <summary>How each well-known provider is asked, as the connectors' own data say, as a Markdown table.</summary>
internal static class PresetTable
{
    public static string Render()
    {
        var text = new StringBuilder("| provider | connector | endpoint | its key | quirks | parameters it refuses |\n|---|---|---|---|---|---|\n");
        foreach (var preset in WellKnownProviders.Presets)
        {
            var quirks = string.Join(" ", preset.Quirks.OrderBy(quirk => quirk.Key, StringComparer.Ordinal).Select(quirk => $"`{quirk.Key}={quirk.Value}`"));
            var refused = string.Join(" ", preset.Unsupported.Select(parameter => $"`{parameter}`"));
            var key = preset.KeyVariable is { } variable ? $"`{variable}`" : "";
            text.Append($"| `{preset.Name}` | `{preset.Connector}` | {preset.Endpoint} | {key} | {quirks} | {refused} |\n");
        }

        return text.ToString();
    }
}
