using System.Text.Json;

namespace RawInference.Connectors.Wire;

/// <summary>Writes fields that callers may leave out: null leaves a field to the provider.</summary>
internal static class OptionalFields
{
    public static void WriteIfSet(this Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteIfSet(this Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    public static void WriteIfSet(this Utf8JsonWriter writer, string name, bool? value)
    {
        if (value is { } flag)
        {
            writer.WriteBoolean(name, flag);
        }
    }
}
