using System.Text.Json;
using Microsoft.SemanticKernel;
using RawInference.Chat;
using RawInference.Connectors.Wire;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>
/// A caller's tools as Semantic Kernel's functions, offered and never run. A function has a schema for each parameter and none for all of
/// them: what else a tool's schema says is left out with a warning, and what refers to another place in it cannot be carried.
/// </summary>
internal static class KernelTools
{
    private static readonly string[] Carried = ["type", "properties", "required"];

    /// <summary>Null where the caller declares no tools.</summary>
    public static FunctionChoiceBehavior? Of(ChatCall call)
    {
        var parameters = call.Parameters;
        if (parameters.Tools is not { Count: > 0 } tools)
        {
            return null;
        }

        var functions = tools.Select((tool, index) => FunctionOf(tool, index, call)).ToArray();
        var strict = tools.Count(tool => tool.Strict == true);
        if (strict > 0 && strict < tools.Count)
        {
            call.Options.Dropped("tools.strict", strict);
        }

        var options = new FunctionChoiceBehaviorOptions
        {
            AllowParallelCalls = parameters.ParallelToolCalls,
            AllowStrictSchemaAdherence = strict == tools.Count,
            RetainArgumentTypes = true,
        };
        return parameters.ToolChoice switch
        {
            { Mode: ToolChoiceMode.None } => FunctionChoiceBehavior.None(functions, options),
            { Mode: ToolChoiceMode.Required } => FunctionChoiceBehavior.Required(functions, autoInvoke: false, options),
            // Whoever must call one tool needs no other.
            { Mode: ToolChoiceMode.Named, Name: { } name } => FunctionChoiceBehavior.Required(
                [functions.FirstOrDefault(function => function.Name == name)
                    ?? throw InferenceException.Invalid("parameters.tool_choice", $"names '{name}', which is no tool of this request.")],
                autoInvoke: false,
                options),
            _ => FunctionChoiceBehavior.Auto(functions, autoInvoke: false, options),
        };
    }

    private static KernelFunction FunctionOf(ToolDefinition tool, int index, ChatCall call)
    {
        var path = $"parameters.tools[{index}].parameters";
        var schema = tool.Parameters ?? default;
        if (tool.Parameters?.GetRawText().Contains("\"$ref\"", StringComparison.Ordinal) == true)
        {
            throw InferenceException.Invalid(path, "has a $ref, which the service that was registered for this provider cannot carry.");
        }

        string[] left = schema.ValueKind == JsonValueKind.Object
            ? [.. schema.EnumerateObject().Select(member => member.Name).Where(name => !Carried.Contains(name))]
            : [];
        if (left.Length > 0)
        {
            call.Warn(WarningCodes.ParameterDropped, path, $"was passed on without {string.Join(", ", left)}, for which the service has no field.");
        }

        string[] required = [.. schema.Items("required").Select(name => name.ToString())];
        return KernelFunctionFactory.CreateFromMethod(
            static () => "",
            new KernelFunctionFromMethodOptions
            {
                FunctionName = tool.Name,
                Description = tool.Description,
                Parameters =
                [
                    .. (schema.ObjectAt("properties")?.EnumerateObject() ?? default).Select(property => new KernelParameterMetadata(property.Name)
                    {
                        IsRequired = required.Contains(property.Name),
                        Schema = KernelJsonSchema.Parse(property.Value.GetRawText()),
                    }),
                ],
            });
    }
}
