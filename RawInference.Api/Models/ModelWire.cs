using System.Text.Json;
using RawInference.Core.Models;

namespace RawInference.Api.Models;

/// <summary>How models and aliases are listed. What is unknown is null, never zero.</summary>
internal static class ModelWire
{
    public static void WriteAlias(Utf8JsonWriter writer, string name, IReadOnlyList<ModelTarget> targets)
    {
        writer.WriteStartObject();
        writer.WriteString("id", name);
        writer.WriteString("object", "alias");
        writer.WriteStartArray("targets");
        foreach (var target in targets)
        {
            writer.WriteStringValue(target.ToString());
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    public static void WriteModel(Utf8JsonWriter writer, ModelTarget target)
    {
        writer.WriteStartObject();
        writer.WriteString("id", target.ToString());
        writer.WriteString("object", "model");
        writer.WriteString("provider", target.Account.Name);
        writer.WriteString("model", target.Model);
        writer.WriteBoolean("emulated", target.Account.Emulated);
        if (target.Card is { } card)
        {
            WriteList(writer, "operations", card.Operations);
            WriteList(writer, "inputs", InputWire.Of(card.Inputs));
            WriteList(writer, "unsupported_parameters", target.Capabilities.UnsupportedParameters.Order(StringComparer.Ordinal));
            WriteNumber(writer, "context_tokens", card.ContextTokens);
            WriteNumber(writer, "max_output_tokens", card.MaxOutputTokens);
            WriteNumber(writer, "max_batch", card.MaxBatch);
            WriteNumber(writer, "dimensions", card.Dimensions);
            PriceWire.Write(writer, "price_usd", target.Price);
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

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? number)
    {
        if (number is { } known)
        {
            writer.WriteNumber(name, known);
        }
        else
        {
            writer.WriteNull(name);
        }
    }
}
