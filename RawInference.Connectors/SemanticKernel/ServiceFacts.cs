using System.ClientModel.Primitives;
using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel;

/// <summary>What services say beside their contents: in metadata, and in the objects of the SDKs beneath them.</summary>
internal static class ServiceFacts
{
    /// <summary>Not a word of the contract: the service did not say.</summary>
    public const string UnknownReason = "unknown";

    private static readonly string[] ReasonNames = ["FinishReason", "finish_reason", "StopReason", "stop_reason", "DoneReason", "done_reason"];

    /// <summary>The provider's own JSON, where the SDK's object still has it; null for objects of other makes.</summary>
    public static JsonElement? JsonOf(object? inner)
    {
        if (inner is not IPersistableModel<object> model)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(model.Write(ModelReaderWriterOptions.Json));
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is InvalidOperationException or NotSupportedException or FormatException or JsonException)
        {
            // Not every model that was read can be written again: then its JSON is not to be had, and what it says otherwise is.
            return null;
        }
    }

    /// <summary>The first completion of an answer, or of a stream's frame, in the shape that most servers share.</summary>
    public static JsonElement? ChoiceOf(JsonElement? json) =>
        json?.Member("choices") is { ValueKind: JsonValueKind.Array } choices && choices.GetArrayLength() > 0 ? choices[0] : null;

    /// <summary>The message within a choice, whole or in part.</summary>
    public static JsonElement MessageOf(JsonElement? choice) => choice?.Member("message") ?? choice?.Member("delta") ?? default;

    public static string? IdOf(IReadOnlyDictionary<string, object?>? metadata) => Text(metadata, "Id") ?? Text(metadata, "ResponseId") ?? Text(metadata, "id");

    /// <summary>The reason in the contract's words, the provider's own where there is none; null where it is not told.</summary>
    public static string? ReasonOf(IReadOnlyDictionary<string, object?>? metadata, object? inner, bool hasCalls) =>
        ReasonNames.Select(name => Text(metadata, name)).FirstOrDefault(reason => reason is not null) is { } told
            ? ReasonOf(told, hasCalls)
            : ReasonNames.Select(name => Member(inner, name)?.ToString()).FirstOrDefault(reason => !string.IsNullOrEmpty(reason)) is { } found
                ? ReasonOf(found, hasCalls)
                : null;

    /// <summary>A forced call is told as <c>stop</c> by some services: what counts is that calls wait for their results.</summary>
    public static string ReasonOf(string reason, bool hasCalls) => JsonNamingPolicy.SnakeCaseLower.ConvertName(reason) switch
    {
        "stop" or "eos" or "eos_token" or "end_turn" or "stop_sequence" or "finished" or "completed" => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
        "length" or "max_tokens" or "model_length" or "max_output_tokens" => FinishReason.Length,
        "tool_calls" or "tool_use" or "function_call" => FinishReason.ToolCalls,
        "content_filter" or "content_filtered" or "safety" or "guardrail_intervened" => FinishReason.ContentFilter,
        var other => other,
    };

    /// <summary>A member of an SDK's object by its public name; null where it has none.</summary>
    public static object? Member(object? holder, string name) =>
        holder is not null && PropertyOf(holder.GetType(), name) is { } property
        && property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRef
            ? ValueOf(property, holder)
            : null;

    /// <summary>What a dictionary, a JSON object or an SDK's object has, by name.</summary>
    public static IEnumerable<KeyValuePair<string, object?>> MembersOf(object? holder) => holder switch
    {
        null or string => [],
        JsonElement { ValueKind: JsonValueKind.Object } json => json.EnumerateObject().Select(member => KeyValuePair.Create(member.Name, (object?)member.Value)),
        IEnumerable<KeyValuePair<string, object?>> map => map,
        IDictionary map => map.Keys.OfType<string>().Select(key => KeyValuePair.Create(key, map[key])),
        ValueType or IEnumerable => [],
        _ => holder.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0 && !property.PropertyType.IsByRef)
            .Select(property => KeyValuePair.Create(property.Name, ValueOf(property, holder))),
    };

    /// <summary>The most derived one: a type may hide its base's property under one of another type, and then both have the name.</summary>
    private static PropertyInfo? PropertyOf(Type? type, string name) => type is null
        ? null
        : type.GetProperty(name, BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly) ?? PropertyOf(type.BaseType, name);

    private static object? ValueOf(PropertyInfo property, object holder)
    {
        try
        {
            return property.GetValue(holder);
        }
        catch (TargetInvocationException)
        {
            // A member that cannot be read tells nothing, and nothing is what is known then.
            return null;
        }
    }

    private static string? Text(IReadOnlyDictionary<string, object?>? metadata, string name) =>
        metadata?.GetValueOrDefault(name) is { } value && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;
}
