using System.Text.Json;
using RawInference.Chat;

namespace RawInference.Connectors.Wire;

/// <summary>Cache hints, for the dialects that have a field for them and for those that have none.</summary>
internal static class CacheHints
{
    public static void WriteCacheHint(this Utf8JsonWriter writer, CacheHint? hint)
    {
        if (hint is null)
        {
            return;
        }

        writer.WriteStartObject("cache_control");
        writer.WriteString("type", "ephemeral");
        if (hint.TimeToLive is { } ttl)
        {
            writer.WriteString("ttl", ttl);
        }

        writer.WriteEndObject();
    }

    /// <summary>Tells the caller of each hint that the dialect has no field for.</summary>
    public static void WarnOfCacheHints(this ChatCall call, string dialect)
    {
        for (var index = 0; index < call.Messages.Count; index++)
        {
            var parts = call.Messages[index].Parts;
            for (var part = 0; part < parts.Count; part++)
            {
                Warn(call, parts[part].CacheControl, $"inputs.messages[{index}].content[{part}]", dialect);
            }
        }

        for (var index = 0; index < (call.Parameters.Tools?.Count ?? 0); index++)
        {
            Warn(call, call.Parameters.Tools![index].CacheControl, $"parameters.tools[{index}]", dialect);
        }
    }

    private static void Warn(ChatCall call, CacheHint? hint, string path, string dialect)
    {
        if (hint is not null)
        {
            call.Warn(WarningCodes.ParameterDropped, $"{path}.cache_control", $"has no field in {dialect} and was left out.");
        }
    }
}
