using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RawInference.Contract;

namespace RawInference.SkPlugin;

/// <summary>
/// An argument as JSON. Models write objects and numbers as such or as text, hosts pass on text, JSON or values of their own;
/// what cannot be read is a mistake that is told to the model, where the kernel's own conversion would throw.
/// </summary>
internal static class PluginArgument
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false };

    /// <summary>Null where the argument is absent, or was refused.</summary>
    public static ContractValue? Read(string name, object? value, ContractReading reading)
    {
        var element = value switch
        {
            JsonElement json => json,
            JsonDocument document => document.RootElement,
            JsonNode node => Parse(name, node.ToJsonString(), reading),
            string text => FromText(name, text, reading),
            null => null,
            _ => FromObject(name, value, reading),
        };

        // A string where JSON was asked for is JSON that was quoted once more.
        if (element is { ValueKind: JsonValueKind.String } quoted)
        {
            element = new ContractValue(quoted, name, reading).Text() is { } inner ? FromText(name, inner, reading) : null;
        }

        return element is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } read
            ? new ContractValue(read, name, reading)
            : null;
    }

    private static JsonElement? FromText(string name, string text, ContractReading reading) =>
        string.IsNullOrWhiteSpace(text) ? null : Parse(name, text, reading);

    private static JsonElement? Parse(string name, string text, ContractReading reading)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return document.RootElement.Clone();
        }
        catch (JsonException exception)
        {
            reading.Refuse(name, $"must be JSON, and is not from character {exception.BytePositionInLine ?? 0} of line {(exception.LineNumber ?? 0) + 1} on.");
            return null;
        }
    }

    private static JsonElement? FromObject(string name, object value, ContractReading reading)
    {
        try
        {
            return JsonSerializer.SerializeToElement(value, AIJsonUtilities.DefaultOptions.GetTypeInfo(value.GetType()));
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException)
        {
            reading.Refuse(name, $"must be JSON, not a {value.GetType().Name}.");
            return null;
        }
    }
}
