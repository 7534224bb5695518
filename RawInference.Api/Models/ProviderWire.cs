using System.Text.Json;
using RawInference.Core.Providers;

namespace RawInference.Api.Models;

/// <summary>How providers are listed: never an endpoint, which may be internal, nor anything of a key but the name of its variable.</summary>
internal static class ProviderWire
{
    public static void WriteProvider(Utf8JsonWriter writer, ConfiguredProvider provider)
    {
        writer.WriteStartObject();
        writer.WriteString("name", provider.Account.Name);
        writer.WriteString("object", "provider");
        writer.WriteBoolean("configured", !provider.Account.Emulated);
        writer.WriteBoolean("emulated", provider.Account.Emulated);
        writer.WriteString("key_variable", provider.KeyVariable);
        writer.WriteString("connector", provider.Account.Connector.Name);
        WriteList(writer, "operations", provider.Operations);
        writer.WriteNumber("models", provider.Models);
        writer.WriteStartArray("capabilities");
        foreach (var capability in provider.Capabilities)
        {
            writer.WriteStartObject();
            writer.WriteString("operation", capability.Operation);
            WriteList(writer, "inputs", InputWire.Of(capability.Inputs));
            writer.WriteNumber("models", capability.Models);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteHealth(writer, provider.Health);
        writer.WriteEndObject();
    }

    public static void WritePreset(Utf8JsonWriter writer, OfferedPreset offered)
    {
        writer.WriteStartObject();
        writer.WriteString("name", offered.Preset.Name);
        writer.WriteString("object", "preset");
        writer.WriteBoolean("configured", false);
        writer.WriteString("key_variable", offered.Preset.KeyVariable);
        writer.WriteString("connector", offered.Preset.Connector);
        WriteList(writer, "operations", offered.Operations);
        writer.WriteNumber("models", offered.Models);
        writer.WriteEndObject();
    }

    private static void WriteHealth(Utf8JsonWriter writer, ProviderHealth health)
    {
        writer.WriteStartObject("health");
        writer.WriteString("status", JsonNamingPolicy.SnakeCaseLower.ConvertName(health.Status.ToString()));
        writer.WriteString("error", health.Error is { } error ? InferenceErrors.NameOf(error) : null);
        if (health.At is { } at)
        {
            writer.WriteString("at", at);
        }
        else
        {
            writer.WriteNull("at");
        }

        writer.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> items)
    {
        writer.WriteStartArray(name);
        foreach (var item in items)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}
