using System.Collections.ObjectModel;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RawInference.Chat;

namespace RawInference.Connectors.SemanticKernel.Chat;

/// <summary>A caller's tool as Microsoft.Extensions.AI declares it: nothing that could be run here.</summary>
internal sealed class ToolDeclaration(ToolDefinition tool) : AIFunctionDeclaration
{
    private static readonly JsonElement NoParameters = JsonElement.Parse("""{"type":"object","properties":{}}""");

    public override string Name => tool.Name;

    public override string Description => tool.Description ?? "";

    public override JsonElement JsonSchema => tool.Parameters ?? NoParameters;

    /// <summary>Where clients look for what the schema cannot say.</summary>
    public override IReadOnlyDictionary<string, object?> AdditionalProperties { get; } =
        tool.Strict is { } strict ? new Dictionary<string, object?> { ["strict"] = strict } : ReadOnlyDictionary<string, object?>.Empty;
}
