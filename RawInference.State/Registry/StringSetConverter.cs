using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RawInference.State.Registry;

/// <summary>Sets of words as arrays in ordinal order, so that equal sets are written alike.</summary>
internal sealed class StringSetConverter : JsonConverter<IReadOnlySet<string>>
{
    public override IReadOnlySet<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<string[]>(ref reader, options)!.ToFrozenSet(StringComparer.Ordinal);

    public override void Write(Utf8JsonWriter writer, IReadOnlySet<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var word in value.Order(StringComparer.Ordinal))
        {
            writer.WriteStringValue(word);
        }

        writer.WriteEndArray();
    }
}
