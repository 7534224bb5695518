using RawInference.Emulator.Schemas;
using RawInference.Emulator.Wire;

namespace RawInference.Emulator.Answers;

/// <summary>Decides which declared tools an answer calls: those that must be, or those that the prompt says to call or use by name.</summary>
internal static class ToolChooser
{
    private static readonly string[] Verbs = ["call", "use", "using", "invoke", "run"];

    public static IReadOnlyList<ToolCall> Choose(Question question)
    {
        var prompt = new PromptValues(question.Prompt);
        var named = question.Tools.Where(tool => Names(prompt, tool.Name)).ToArray();
        IEnumerable<ToolDeclaration> chosen = question.Policy switch
        {
            { Name: { } name } => question.Tools.Where(tool => tool.Name == name),
            { Mode: "none" } => [],
            { Mode: "required" } => named.Length > 0 ? named : question.Tools.Take(1),

            // With a tool's result at hand the model answers.
            _ => question.Turns[^1].Role == TurnRole.Tool || !Verbs.Any(prompt.Mentions) ? [] : named,
        };
        return [.. chosen.Take(question.Policy.Parallel ? int.MaxValue : 1).Select(tool => Call(tool, prompt))];
    }

    private static bool Names(PromptValues prompt, string tool) =>
        prompt.Mentions(tool) || prompt.Mentions(tool.Replace('_', ' ').Replace('-', ' '));

    private static ToolCall Call(ToolDeclaration tool, PromptValues prompt)
    {
        var arguments = tool.Parameters is { } schema ? EmulatorJson.Text(SchemaInstance.Create(schema, prompt)) : "{}";
        return new ToolCall($"call_{Guid.NewGuid():N}"[..29], tool.Name, arguments);
    }
}
