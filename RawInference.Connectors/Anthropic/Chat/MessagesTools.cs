using System.Text.Json;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.Anthropic.Chat;

/// <summary>Writes tools and the choice among them.</summary>
internal static class MessagesTools
{
    private const string ParallelCalls = "parallel_tool_calls";

    public static void Write(Utf8JsonWriter writer, ChatCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Tools is { } tools)
        {
            writer.WriteStartArray("tools");
            foreach (var tool in tools)
            {
                Write(writer, tool);
            }

            writer.WriteEndArray();
        }
        else if (parameters is { ToolChoice: null, ParallelToolCalls: not null })
        {
            call.Warn(WarningCodes.ParameterDropped, $"parameters.{ParallelCalls}", "was left out: there are no tools.");
            return;
        }

        WriteChoice(writer, parameters.ToolChoice, parameters.ParallelToolCalls);
    }

    private static void Write(Utf8JsonWriter writer, ToolDefinition tool)
    {
        writer.WriteStartObject();
        writer.WriteString("name", tool.Name);
        if (tool.Description is { } description)
        {
            writer.WriteString("description", description);
        }

        if (tool.Parameters is { } schema)
        {
            writer.WriteElement("input_schema", schema);
        }
        else
        {
            writer.WriteStartObject("input_schema");
            writer.WriteString("type", "object");
            writer.WriteEndObject();
        }

        if (tool.Strict is { } strict)
        {
            writer.WriteBoolean("strict", strict);
        }

        writer.WriteCacheHint(tool.CacheControl);
        writer.WriteEndObject();
    }

    /// <summary>Whether calls may be parallel is a matter of the choice here, so one that the caller left to the model is written too.</summary>
    private static void WriteChoice(Utf8JsonWriter writer, ToolChoice? choice, bool? parallel)
    {
        if (choice is null && parallel is null)
        {
            return;
        }

        var mode = choice?.Mode ?? ToolChoiceMode.Auto;
        writer.WriteStartObject("tool_choice");
        writer.WriteString("type", mode switch
        {
            ToolChoiceMode.None => "none",
            ToolChoiceMode.Required => "any",
            ToolChoiceMode.Named => "tool",
            _ => "auto",
        });
        if (mode == ToolChoiceMode.Named)
        {
            writer.WriteString("name", choice!.Name);
        }

        if (parallel is { } several && mode != ToolChoiceMode.None)
        {
            writer.WriteBoolean("disable_parallel_tool_use", !several);
        }

        writer.WriteEndObject();
    }
}
