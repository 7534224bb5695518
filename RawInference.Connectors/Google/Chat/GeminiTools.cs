using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Google.Chat;

/// <summary>Writes the caller's functions, beside them the tools of <c>provider_options</c> that Google runs itself.</summary>
internal static class GeminiTools
{
    public static void Write(Utf8JsonWriter writer, ChatCall call)
    {
        var added = GoogleProviderOptions.ToolsOf(call.ProviderOptions);
        var functions = call.Parameters.Tools ?? [];
        if (functions.Count > 0 || added.Count > 0)
        {
            writer.WriteStartArray(GoogleProviderOptions.Tools);
            if (functions.Count > 0)
            {
                WriteFunctions(writer, functions);
            }

            foreach (var tool in added)
            {
                tool.WriteTo(writer);
            }

            writer.WriteEndArray();
        }

        WriteConfig(writer, call, functions.Any(function => function.Strict == true));
        if (call.Parameters.ParallelToolCalls == false)
        {
            call.WarnOfDropped("parallel_tool_calls", GeminiBody.Dialect);
        }
    }

    private static void WriteFunctions(Utf8JsonWriter writer, IReadOnlyList<ToolDefinition> functions)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("functionDeclarations");
        foreach (var function in functions)
        {
            writer.WriteStartObject();
            writer.WriteString("name", function.Name);
            if (function.Description is { } description)
            {
                writer.WriteString("description", description);
            }

            if (function.Parameters is { } schema)
            {
                // Unlike the older "parameters" it takes any JSON Schema.
                writer.WriteElement("parametersJsonSchema", schema);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteConfig(Utf8JsonWriter writer, ChatCall call, bool strict)
    {
        var added = GoogleProviderOptions.MembersOf(call.ProviderOptions, GoogleProviderOptions.ToolConfig, GoogleProviderOptions.ChatToolConfig);
        var choice = call.Parameters.ToolChoice;
        if (choice is null && !strict && added.Count == 0)
        {
            return;
        }

        writer.WriteStartObject(GoogleProviderOptions.ToolConfig);
        if (choice is not null || strict)
        {
            writer.WriteStartObject("functionCallingConfig");
            writer.WriteString("mode", choice?.Mode switch
            {
                ToolChoiceMode.None => "NONE",
                ToolChoiceMode.Required or ToolChoiceMode.Named => "ANY",
                // As AUTO, with calls held to their schemas.
                _ when strict => "VALIDATED",
                _ => "AUTO",
            });
            if (choice is { Mode: ToolChoiceMode.Named, Name: var name })
            {
                writer.WriteStartArray("allowedFunctionNames");
                writer.WriteStringValue(name);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        foreach (var member in added)
        {
            member.WriteTo(writer);
        }

        writer.WriteEndObject();
    }
}
