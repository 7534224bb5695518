using System.Text.Json;
using RawInference.Emulator.Faults;

namespace RawInference.Emulator.Answers;

/// <summary>What a model is asked, whatever wire format it came in.</summary>
internal sealed record Question
{
    public required IReadOnlyList<Turn> Turns { get; init; }

    public IReadOnlyList<ToolDeclaration> Tools { get; init; } = [];

    public ToolPolicy Policy { get; init; } = new("auto", Name: null, Parallel: true);

    /// <summary>The schema that the answer must fulfil.</summary>
    public JsonElement? Schema { get; init; }

    /// <summary>The answer must be a JSON object of any shape.</summary>
    public bool JsonObject { get; init; }

    public IReadOnlyList<string> Stop { get; init; } = [];

    public int? MaxTokens { get; init; }

    /// <summary>Tokens to spend on reasoning before the answer.</summary>
    public int ReasoningTokens { get; init; }

    public required FaultPlan Faults { get; init; }

    /// <summary>The last thing the user said.</summary>
    public string Prompt => Turns.LastOrDefault(turn => turn.Role == TurnRole.User)?.Text ?? "";
}
